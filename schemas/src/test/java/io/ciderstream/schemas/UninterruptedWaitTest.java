package io.ciderstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UninterruptedWaitTest {
  @Test
  void shouldWaitThoughItIsInterruptedAndStayInterrupted() {
    Thread.currentThread().interrupt();
    CompletableFuture<String> work =
        new CompletableFuture<String>().completeOnTimeout("done", 50, TimeUnit.MILLISECONDS);
    assertThat(UninterruptedWait.await(work)).isEqualTo("done");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void shouldThrowTheFailureOfTheWork() {
    IllegalArgumentException failure = new IllegalArgumentException("no");
    assertThatThrownBy(() -> UninterruptedWait.await(CompletableFuture.failedFuture(failure)))
        .isSameAs(failure);
  }
}
