package io.ciderstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReservedIdsTest {
  @Test
  void shouldAcceptCanariesOnlyInTheLog() {
    ReservedIds.requireAccepted(new ImageId("a picture"));
    ReservedIds.CANARIES.forEach(ReservedIds::requireAccepted);
    assertThatThrownBy(() -> ReservedIds.requireAccepted(new ImageId("__cider.canary.99")))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_INVALID));
    assertThatThrownBy(() -> ReservedIds.requireAccepted(ReservedIds.position(0)))
        .isInstanceOf(CiderException.class);
  }

  @Test
  void shouldAcceptNoReservedIdOfAUser() {
    assertThat(ReservedIds.requireUsers("__cider")).isEqualTo(new ImageId("__cider"));
    assertThatThrownBy(() -> ReservedIds.requireUsers("__cider.canary.0"))
        .hasMessageContaining("reserved");
  }
}
