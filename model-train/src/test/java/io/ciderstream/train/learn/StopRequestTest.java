package io.ciderstream.train.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StopRequestTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private final StopRequest request = new StopRequest();

  @Test
  void shouldNotWaitWhereNoStepWouldBeLost() throws Exception {
    assertThat(request.awaitSaved(Duration.ZERO)).isTrue();
    assertThat(request.newest()).isEmpty();
    assertThat(request.requested()).isFalse();
    request.request();
    assertThat(request.requested()).isTrue();
  }

  @Test
  void shouldWaitForTheCheckpointOfAStep() throws Exception {
    request.stepped();
    assertThat(request.awaitSaved(Duration.ZERO)).isFalse();
    CompletableFuture<Boolean> saved = CompletableFuture.supplyAsync(() -> await(request));
    request.saved(Path.of("checkpoint"));

    assertThat(saved.join()).isTrue();
    assertThat(request.newest()).hasValue(Path.of("checkpoint"));
  }

  @Test
  void shouldNotWaitForATrainingThatIsOver() {
    request.stepped();
    request.over();
    assertThat(await(request)).isTrue();
  }

  private static boolean await(StopRequest request) {
    try {
      return request.awaitSaved(LONG);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
