package io.ciderstream.streams.searcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.RecordPosition;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PositionWatcherTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(1);

  private final ConcurrentHashMap<Integer, Long> index = new ConcurrentHashMap<>();
  private final AtomicInteger looks = new AtomicInteger();
  private final ExecutorService queries = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean available = true;

  @AfterEach
  void stop() {
    queries.shutdownNow();
  }

  private OptionalLong reached(RecordPosition position) {
    int partition = position.partition();
    long offset = position.offset();
    looks.incrementAndGet();
    if (!available) {
      throw new CiderException(ErrorCode.INDEX_UNAVAILABLE, "The outage is simulated.");
    }
    long held = index.getOrDefault(partition, -1L);
    return held >= offset ? OptionalLong.of(held) : OptionalLong.empty();
  }

  private PositionWatcher watcher(Duration pause) {
    return new PositionWatcher(this::reached, pause);
  }

  private CompletableFuture<Void> wait(PositionWatcher watcher, int partition, long offset) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            watcher.await(new RecordPosition(partition, offset), LONG);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        queries);
  }

  private static void join(List<CompletableFuture<Void>> waiting) throws Exception {
    CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
  }

  @Test
  void shouldShareOneLookAmongAllThatWaitForAPartition() throws Exception {
    try (PositionWatcher watcher = watcher(LONG)) {
      List<CompletableFuture<Void>> waiting =
          IntStream.range(0, 100).mapToObj(offset -> wait(watcher, 0, offset)).toList();
      await().until(() -> watcher.waiting() == 100);
      await().until(() -> looks.get() == 1);
      watcher.report(0, 49);
      join(waiting.subList(0, 50));
      await().until(() -> watcher.waiting() == 50);
      assertThat(waiting.subList(50, 100)).noneMatch(CompletableFuture::isDone);
      watcher.report(0, 99);
      join(waiting);
      assertThat(looks).as("until the pause is over").hasValue(1);
    }
  }

  @Test
  void shouldLetGoOfAllWhosePositionTheIndexHolds() throws Exception {
    try (PositionWatcher watcher = watcher(SHORT)) {
      List<CompletableFuture<Void>> waiting =
          IntStream.range(0, 100).mapToObj(i -> wait(watcher, i % 2, i)).toList();
      await().until(() -> watcher.waiting() == 100);
      index.put(0, 1000L);
      await().until(() -> watcher.waiting() == 50);
      assertThat(waiting.get(1)).isNotDone();
      index.put(1, 1000L);
      join(waiting);
    }
  }

  @Test
  void shouldStandAnOutageOfTheIndex() throws Exception {
    available = false;
    try (PositionWatcher watcher = watcher(SHORT)) {
      CompletableFuture<Void> waiting = wait(watcher, 0, 5);
      await().until(() -> looks.get() > 3);
      index.put(0, 5L);
      available = true;
      join(List.of(waiting));
    }
  }

  @Test
  void shouldTellAnIndexThatIsBehindFromOneThatIsAway() {
    try (PositionWatcher watcher = watcher(SHORT)) {
      RecordPosition position = new RecordPosition(0, 5);
      assertThatThrownBy(() -> watcher.await(position, Duration.ofMillis(50)))
          .hasMessageContaining("INDEX_BEHIND")
          .hasMessageContaining("Offset 5 of partition 0");
      available = false;
      assertThatThrownBy(
              () -> {
                looks.set(0);
                watcher.await(position, LONG.dividedBy(1000));
              })
          .hasMessageContaining("INDEX_UNAVAILABLE");
    }
  }

  @Test
  void shouldForgetThoseWhoseTimeIsOver() {
    try (PositionWatcher watcher = watcher(SHORT)) {
      assertThatThrownBy(() -> watcher.await(new RecordPosition(0, 5), SHORT))
          .hasMessageContaining("INDEX_BEHIND");
      assertThat(watcher.waiting()).isZero();
      await()
          .until(
              () -> {
                int before = looks.get();
                TimeUnit.MILLISECONDS.sleep(50);
                return looks.get() == before; // nobody asks for whom nobody waits
              });
      index.put(0, 5L);
      wait(watcher, 0, 5).orTimeout(30, TimeUnit.SECONDS).join();
    }
  }

  @Test
  void shouldForgetAWaitThatIsInterrupted() {
    try (PositionWatcher watcher = watcher(SHORT)) {
      wait(watcher, 0, 5);
      await().until(() -> watcher.waiting() == 1);
      queries.shutdownNow();
      await().until(() -> watcher.waiting() == 0);
    }
  }

  @Test
  void shouldRefuseMoreThanItsBound() {
    try (PositionWatcher watcher = watcher(LONG)) {
      IntStream.range(0, PositionWatcher.MAX_WAITING).forEach(i -> wait(watcher, 0, 5));
      await().until(() -> watcher.waiting() == PositionWatcher.MAX_WAITING);
      assertThatThrownBy(() -> watcher.await(new RecordPosition(1, 0), LONG))
          .hasMessageContaining("INDEX_UNAVAILABLE");
    }
  }

  @Test
  void shouldAskTheIndexLessOftenWhereTheProgressTopicSpeaks() throws Exception {
    try (PositionWatcher watcher = watcher(SHORT)) {
      assertThat(watcher.pause(0)).isEqualTo(SHORT);
      watcher.report(0, 5);
      assertThat(watcher.pause(0)).isGreaterThan(SHORT);
      assertThat(watcher.pause(1)).isEqualTo(SHORT);
      watcher.await(new RecordPosition(0, 5), LONG);
      assertThat(looks).as("reported, so not polled").hasValue(0);
    }
  }

  @Test
  void shouldNotAskTheIndexForWhatTheProgressTopicTells() throws Exception {
    try (PositionWatcher watcher = watcher(LONG)) {
      watcher.report(0, 5);
      List<CompletableFuture<Void>> waiting = List.of(wait(watcher, 0, 6));
      await().until(() -> watcher.waiting() == 1);
      watcher.report(0, 6);
      join(waiting);
      assertThat(looks).hasValue(0);
    }
  }

  @Test
  void shouldBelieveAnIndexThatIsBuiltAnew() {
    try (PositionWatcher watcher = watcher(SHORT)) {
      watcher.report(0, 41);
      watcher.report(0, 3);
      assertThatThrownBy(() -> watcher.await(new RecordPosition(0, 41), SHORT))
          .hasMessageContaining("INDEX_BEHIND");
    }
  }
}
