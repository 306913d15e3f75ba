package io.ciderstream.embedding.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ciderstream.embedding.Priority;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class DecodeQueueTest {
  private final DecodeQueue queue = new DecodeQueue(4, 100, 2);

  @Test
  void shouldGiveQueriesFirstAndElseTheOldest() throws InterruptedException {
    Job first = add(Priority.INGEST, 1);
    Job second = add(Priority.INGEST, 1);
    Job query = add(Priority.QUERY, 1);
    assertThat(queue.take()).containsSame(query);
    assertThat(queue.take()).containsSame(first);
    assertThat(queue.take()).containsSame(second);
  }

  @Test
  void shouldLetAQueryPassWhereIngestHasNoPlace() throws InterruptedException {
    add(Priority.INGEST, 1);
    add(Priority.INGEST, 1);
    Job third = add(Priority.INGEST, 1);
    queue.take();
    queue.take();
    Job query = add(Priority.QUERY, 1);
    assertThat(queue.take()).containsSame(query);
    queue.leave(Priority.INGEST);
    assertThat(queue.take()).containsSame(third);
  }

  @Test
  void shouldKeepIngestWaitingUntilThereIsAPlace() throws InterruptedException {
    add(Priority.INGEST, 1);
    add(Priority.INGEST, 1);
    Job third = add(Priority.INGEST, 1);
    queue.take();
    queue.take();
    CompletableFuture<Optional<Job>> taken = CompletableFuture.supplyAsync(this::take);
    await().during(Duration.ofMillis(50)).until(() -> !taken.isDone());
    queue.leave(Priority.INGEST);
    assertThat(taken.join()).containsSame(third);
  }

  private Optional<Job> take() {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldRefuseWhatExceedsItsCountOrBytes() throws InterruptedException {
    add(Priority.INGEST, 60);
    assertBusy(41);
    add(Priority.INGEST, 40);
    queue.take();
    add(Priority.INGEST, 1);
    add(Priority.INGEST, 1);
    add(Priority.QUERY, 1);
    assertBusy(1);
  }

  @Test
  void shouldTakeOnePictureHoweverLarge() throws InterruptedException {
    Job large = add(Priority.INGEST, 1_000);
    assertThat(queue.take()).containsSame(large);
  }

  @Test
  void shouldGiveBackWhatWaitsWhenClosed() throws InterruptedException {
    Job job = add(Priority.INGEST, 1);
    assertThat(queue.close()).containsExactly(job);
    assertThat(queue.take()).isEmpty();
    assertThatThrownBy(() -> add(Priority.INGEST, 1)).isInstanceOf(IllegalStateException.class);
  }

  private void assertBusy(int bytes) {
    assertThatThrownBy(() -> add(Priority.INGEST, bytes))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EMBEDDER_BUSY));
  }

  private Job add(Priority priority, int bytes) {
    Job job = new Job(new byte[bytes], Optional.empty(), priority, new CompletableFuture<>());
    queue.add(job);
    return job;
  }
}
