package io.ciderstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CiderExceptionTest {
  @Test
  void shouldBoundWhatIsWrittenAndKeepTheRemedy() {
    ErrorCode code = ErrorCode.SHA256_MISMATCH;
    CiderException quoting = new CiderException(code, "\u20ac".repeat(1 << 20));
    assertThat(quoting.brief().getBytes(UTF_8).length)
        .isBetween(CiderException.MAX_BRIEF_BYTES - 4, CiderException.MAX_BRIEF_BYTES);
    assertThat(quoting.brief()).startsWith(code.name()).endsWith(code.remedy());
    CiderException few = new CiderException(code, "It is a.");
    assertThat(few.brief()).isEqualTo(few.getMessage());
  }

  @Test
  void shouldLeaveRoomForADetailInEveryCode() {
    for (ErrorCode code : ErrorCode.values()) {
      String brief = new CiderException(code, "x".repeat(5000)).brief();
      assertThat(brief).contains("x".repeat(1000));
    }
  }
}
