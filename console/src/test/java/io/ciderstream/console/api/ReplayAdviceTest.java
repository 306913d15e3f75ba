package io.ciderstream.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.console.log.DeadLetter;
import io.ciderstream.schemas.RecordPosition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayAdviceTest {
  @ParameterizedTest
  @CsvSource({
    "UNEXPECTED, true, HELPS",
    "INDEX_UNAVAILABLE, true, HELPS",
    "OF_A_LATER_VERSION, true, HELPS",
    "PICTURE_TOO_LARGE, true, AFTER_CHANGE",
    "PICTURE_TOO_LARGE, false, NEVER",
    "PICTURE_CORRUPT, true, NEVER"
  })
  void shouldAdviseByTheCode(String code, boolean whole, ReplayAdvice advice) {
    RecordPosition at = new RecordPosition(0, 1);
    assertThat(
            ReplayAdvice.of(
                new DeadLetter(
                    "images.dead-letters",
                    at,
                    "x",
                    code,
                    "It is.",
                    at,
                    "images",
                    null,
                    1,
                    1,
                    whole)))
        .isEqualTo(advice);
  }
}
