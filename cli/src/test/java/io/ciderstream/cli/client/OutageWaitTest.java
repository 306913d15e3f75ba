package io.ciderstream.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.OutageRetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class OutageWaitTest {
  private final List<String> warnings = new ArrayList<>();
  private final OutageWait wait = new OutageWait(Duration.ZERO, warnings::add);
  private int tries;

  @Test
  void shouldWaitUntilTheServerAnswersAndSayWhichOneDoesNot() {
    String result =
        wait.call(
            () -> {
              if (tries++ < 3) {
                throw new CiderException(ErrorCode.INDEX_UNAVAILABLE, "Gone.");
              }
              return "here";
            },
            OutageRetry::isOutage);
    assertThat(result).isEqualTo("here");
    assertThat(warnings).isNotEmpty().allMatch(text -> text.startsWith("INDEX_UNAVAILABLE"));
  }

  @Test
  void shouldNotWaitAfterAnotherFailure() {
    Supplier<String> call =
        () -> {
          tries++;
          throw new CiderException(ErrorCode.COLLECTION_MISMATCH, "");
        };
    assertThatThrownBy(() -> wait.call(call, OutageRetry::isOutage))
        .hasMessageStartingWith("COLLECTION_MISMATCH");
    assertThat(tries).isOne();
  }
}
