package io.ciderstream.embedding.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ciderstream.embedding.batch.Priority;
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
  private final DecodeQueue queue = new DecodeQueue(new DecodeQueue.Bounds(3, 100, 2, 1_000));

  @Test
  void shouldGiveQueriesFirstAndElseTheOldest() {
    Job first = add(Priority.INGEST, 1);
    Job second = add(Priority.INGEST, 1);
    Job query = add(Priority.QUERY, 1);
    assertThat(taken()).isSameAs(query);
    assertThat(taken()).isSameAs(first);
    assertThat(taken()).isSameAs(second);
  }

  @Test
  void shouldLetAQueryPassWhereIngestHasNoPlace() throws InterruptedException {
    add(Priority.INGEST, 1);
    add(Priority.INGEST, 1);
    Job third = add(Priority.INGEST, 1);
    queue.take();
    queue.take();
    Job query = add(Priority.QUERY, 1);
    assertThat(taken()).isSameAs(query);
    queue.leave(Priority.INGEST);
    assertThat(taken()).isSameAs(third);
  }

  @Test
  void shouldKeepIngestWaitingUntilThereIsAPlace() throws InterruptedException {
    add(Priority.INGEST, 1);
    add(Priority.INGEST, 1);
    Job third = add(Priority.INGEST, 1);
    queue.take();
    queue.take();
    CompletableFuture<Job> taken = CompletableFuture.supplyAsync(this::taken);
    await().during(Duration.ofMillis(50)).until(() -> !taken.isDone());
    queue.leave(Priority.INGEST);
    assertThat(taken.join()).isSameAs(third);
  }

  private Job taken() {
    try {
      return queue.take().orElseThrow();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldRefuseQueriesThatExceedTheirCountOrBytes() {
    add(Priority.QUERY, 60);
    assertBusy(41);
    add(Priority.QUERY, 40);
    taken();
    add(Priority.QUERY, 1);
    add(Priority.QUERY, 1);
    assertBusy(1);
  }

  @Test
  void shouldNeverRefuseIngestNorLetItTakeTheQueriesPlace() {
    for (int i = 0; i < 10_000; i++) {
      add(Priority.INGEST, 50);
    }
    Job query = add(Priority.QUERY, 90);
    assertThat(taken()).isSameAs(query);
  }

  @Test
  void shouldTakeOnePictureHoweverLarge() {
    Job large = add(Priority.INGEST, 2_000);
    assertThat(taken()).isSameAs(large);
    Job query = add(Priority.QUERY, 2_000);
    assertThat(taken()).isSameAs(query);
  }

  @Test
  void shouldKeepADecodeWaitingUntilThereIsMemoryForIt() {
    add(Priority.INGEST, 500);
    Job second = add(Priority.INGEST, 500);
    Job third = add(Priority.INGEST, 1);
    Job first = taken();
    CompletableFuture<Job> next = CompletableFuture.supplyAsync(this::taken);
    await().during(Duration.ofMillis(50)).until(() -> !next.isDone());
    queue.free(first);
    assertThat(next.join()).as("in order").isSameAs(second);
    queue.leave(Priority.INGEST);
    assertThat(taken()).isSameAs(third);
  }

  @Test
  void shouldLeaveMemoryToQueries() {
    add(Priority.INGEST, 740);
    Job more = add(Priority.INGEST, 20);
    Job first = taken();
    Job query = add(Priority.QUERY, 50);
    Job another = add(Priority.QUERY, 50);
    assertThat(taken()).isSameAs(query);
    assertThat(taken()).isSameAs(another);
    queue.free(first);
    assertThat(taken()).isSameAs(more);
  }

  @Test
  void shouldGiveBackWhatWaitsWhenClosed() throws InterruptedException {
    Job job = add(Priority.INGEST, 1);
    assertThat(queue.close()).containsExactly(job);
    assertThat(queue.take()).isEmpty();
    assertThatThrownBy(() -> add(Priority.INGEST, 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldPutAFurtherPassAheadOfFirstOnesAndNeverRefuseIt() {
    add(Priority.QUERY, 60);
    Job first = taken();
    Job waiting = add(Priority.QUERY, 90);
    Job next = job(Priority.QUERY, 60);
    queue.addNext(next);
    queue.free(first);

    assertThat(taken()).isSameAs(next);
    queue.leave(Priority.QUERY);
    assertThat(taken()).isSameAs(waiting);
    queue.leave(Priority.QUERY);
    add(Priority.QUERY, 100);
    assertBusy(1);
  }

  @Test
  void shouldPutAFurtherPassBehindHigherPriorities() {
    Job query = add(Priority.QUERY, 1);
    Job next = job(Priority.INGEST, 1);
    queue.addNext(next);
    assertThat(taken()).isSameAs(query);
    assertThat(taken()).isSameAs(next);
  }

  @Test
  void shouldRefuseAFurtherPassWhenClosed() {
    queue.close();
    assertThatThrownBy(() -> queue.addNext(job(Priority.QUERY, 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  private void assertBusy(int bytes) {
    assertThatThrownBy(() -> add(Priority.QUERY, bytes))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EMBEDDER_BUSY));
  }

  private Job add(Priority priority, int bytes) {
    Job job = job(priority, bytes);
    queue.add(job);
    return job;
  }

  private static Job job(Priority priority, int bytes) {
    return new Job(new byte[bytes], Optional.empty(), priority, bytes, new CompletableFuture<>());
  }
}
