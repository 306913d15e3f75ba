package io.ciderstream.streams.searcher;

import static io.ciderstream.index.Consistency.BOUNDED;
import static io.ciderstream.index.Consistency.STRONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ciderstream.index.Consistency;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.index.InMemoryIndex;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IndexCallsTest {
  private static final int THREADS = 2;
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final CountDownLatch slow = new CountDownLatch(1);
  private final ExecutorService queries = Executors.newVirtualThreadPerTaskExecutor();
  private final IndexCalls calls = new IndexCalls(new InMemoryIndex(), THREADS);

  @AfterEach
  void stop() {
    slow.countDown();
    queries.shutdownNow();
    calls.close();
  }

  private final Function<DescriptorSearch, Long> slowly =
      search -> {
        try {
          slow.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        return search.count();
      };

  private void ask(Consistency consistency, int times, Duration timeout) {
    for (int i = 0; i < times; i++) {
      queries.submit(() -> calls.call(consistency, slowly, timeout));
    }
  }

  @Test
  void shouldNotLetStrongReadsDelayPlainOnes() throws Exception {
    ask(STRONG, 100, LONG);
    await().until(() -> calls.pending(STRONG) == 100);
    assertThat(calls.call(BOUNDED, DescriptorSearch::count, LONG)).isZero();
  }

  @Test
  void shouldFreeTheThreadAndTheQueueOfCallsWhoseTimeIsOver() throws Exception {
    ask(BOUNDED, 100, SHORT);
    assertThatThrownBy(() -> calls.call(BOUNDED, slowly, SHORT))
        .hasMessageContaining("INDEX_UNAVAILABLE")
        .hasMessageContainingAll("20 ms", "index.uri");
    await().until(() -> calls.pending(BOUNDED) == 0);
    assertThat(calls.call(BOUNDED, DescriptorSearch::count, LONG)).isZero();
  }

  @Test
  void shouldRefuseMoreCallsThanItsBound() {
    int room = IndexCalls.MAX_QUEUED + THREADS;
    ask(BOUNDED, room, LONG);
    await().until(() -> calls.pending(BOUNDED) == room);
    assertThatThrownBy(() -> calls.call(BOUNDED, DescriptorSearch::count, LONG))
        .hasMessageContaining("INDEX_UNAVAILABLE");
  }
}
