package io.ciderstream.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import org.junit.jupiter.api.Test;

class SettingRemediesTest {
  private final SettingRemedies remedies = new SettingRemedies(KafkaSettings.ALL);

  @Test
  void shouldNameTheSettingThatCanPreventTheError() {
    assertThat(remedies.message(new CiderException(ErrorCode.BROKER_UNAVAILABLE, "Why.")))
        .startsWith("BROKER_UNAVAILABLE: ")
        .endsWith(" Settings: kafka.bootstrap.");
    assertThat(remedies.message(new CiderException(ErrorCode.REGISTRY_UNAVAILABLE, "Why.")))
        .endsWith(" Settings: registry.url.");
  }

  @Test
  void shouldAddNothingToAMessageThatNamesItOrThatNoSettingConcerns() {
    for (CiderException error :
        new CiderException[] {
          new CiderException(ErrorCode.BROKER_UNAVAILABLE, "Check kafka.bootstrap."),
          new CiderException(ErrorCode.KEY_INVALID, "Why.")
        }) {
      assertThat(remedies.message(error)).isEqualTo(error.getMessage());
    }
  }
}
