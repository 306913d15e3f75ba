package io.ciderstream.streams.searcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.streams.TestEmbedder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QueryEmbedderTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration BUDGET = Duration.ofSeconds(1);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static byte[] picture(int number) {
    return ("picture " + number).getBytes(UTF_8);
  }

  @Test
  void shouldEmbedABacklogThatTakesLongerThanTheBudgetOfOneQuery() throws Exception {
    OneByOne slow = new OneByOne(Duration.ofMillis(40));
    QueryEmbedder embedder = new QueryEmbedder(slow, 2);
    List<Future<Embedding>> backlog = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      byte[] picture = picture(i);
      Limits limits = Limits.startingNow(CLOCK, BUDGET);
      backlog.add(threads.submit(() -> embedder.embed(picture, Optional.empty(), limits)));
    }
    for (Future<Embedding> query : backlog) {
      assertThat(query.get().vector()).hasSize(2);
    }
    slow.close();
  }

  @Test
  void shouldNotWaitForATurnBeyondTheDeadline() throws Exception {
    TestEmbedder slow = new TestEmbedder(2, 0);
    QueryEmbedder embedder = new QueryEmbedder(slow, 1);
    Future<Embedding> first =
        threads.submit(
            () ->
                embedder.embed(
                    "stuck".getBytes(UTF_8),
                    Optional.empty(),
                    Limits.startingNow(CLOCK, Duration.ofMinutes(1))));
    while (slow.embedded() == 0) {
      Thread.onSpinWait();
    }
    Limits limits =
        Limits.startingNow(CLOCK, BUDGET)
            .withDeadline(Optional.of(Instant.now(CLOCK).plusMillis(50)));

    assertThatThrownBy(() -> embedder.embed(picture(1), Optional.empty(), limits))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_PASSED));
    slow.unstick();
    assertThat(first.get().vector()).hasSize(2);
  }

  /** Takes its time for each picture. */
  private static final class OneByOne implements ImageEmbedder {
    private final TestEmbedder embedder = new TestEmbedder(2, 0);
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Duration each;

    OneByOne(Duration each) {
      this.each = each;
    }

    @Override
    public ModelInfo model() {
      return embedder.model();
    }

    @Override
    public CompletableFuture<Embedding> embed(
        byte[] content, Optional<BoundingBox> region, Priority priority) {
      return CompletableFuture.runAsync(this::pause, thread)
          .thenCompose(none -> embedder.embed(content, region, priority));
    }

    private void pause() {
      LockSupport.parkNanos(each.toNanos());
    }

    @Override
    public void close() {
      thread.shutdownNow();
    }
  }
}
