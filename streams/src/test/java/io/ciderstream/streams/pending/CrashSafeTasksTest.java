package io.ciderstream.streams.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several tasks on one stream thread. */
@Timeout(60)
class CrashSafeTasksTest {
  private static final TopicPartition STUCK = new TopicPartition("in", 0);

  @TempDir File dir;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final MemoryInputLog log = new MemoryInputLog();
  private final InputPartitions inputPartitions = new InputPartitions("in");
  private final Map<Integer, CountDownLatch> gates = new ConcurrentHashMap<>();
  private final MockTask.Shared shared =
      new MockTask.Shared(
          this::work, new PendingBudget(new Bounds(16, 1000)), inputPartitions, log, workers);

  private Outcome work(InputRecord record, PendingBytes bytes) throws InterruptedException {
    CountDownLatch gate = gates.get(record.partition());
    if (gate != null) {
      gate.await();
    }
    return new Outcome(
        "done",
        List.of(
            new OutputRecord(
                "out",
                OptionalInt.empty(),
                0,
                record.key(),
                record.value(),
                record.copyHeaders())));
  }

  private MockTask task(int partition, Long restored) {
    return new MockTask(partition, shared, restored, dir);
  }

  private static void awaitTick(MockTask task, BooleanSupplier condition) {
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              task.tick();
              return condition.getAsBoolean();
            });
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @AfterEach
  void stop() {
    workers.shutdownNow();
  }

  @Test
  void shouldLetOtherPartitionsGoOnWhileOneIsStuck() {
    CountDownLatch gate = new CountDownLatch(1);
    gates.put(0, gate);
    MockTask stuck = task(0, null);
    MockTask healthy = task(1, null);
    for (int i = 0; i < 100; i++) {
      stuck.pipe(i);
    }
    assertThat(inputPartitions.held()).containsExactly(STUCK);
    for (int i = 0; i < 100; i++) {
      healthy.pipe(i);
      int written = i + 1;
      awaitTick(healthy, () -> healthy.written().size() == written);
    }
    assertThat(healthy.written()).isEqualTo(range(0, 100));
    assertThat(stuck.written()).isEmpty();
    assertThat(stuck.next()).isZero();
    assertThat(stuck.ticks()).isTrue();
    assertThat(inputPartitions.held()).containsExactly(STUCK);

    gate.countDown();
    awaitTick(stuck, () -> stuck.written().size() == 100 && inputPartitions.held().isEmpty());
    assertThat(stuck.written()).isEqualTo(range(0, 100));
    assertThat(stuck.next()).isEqualTo(100);
    awaitTick(stuck, () -> !stuck.ticks());
  }

  @Test
  void shouldForgetWhatItHeldWhenTheTaskGoes() {
    gates.put(0, new CountDownLatch(1));
    MockTask stuck = task(0, null);
    for (int i = 0; i < 100; i++) {
      stuck.pipe(i);
    }
    stuck.close();
    assertThat(inputPartitions.held()).isEmpty();
    gates.remove(0);
    MockTask again = task(0, 0L);
    log.setCommitted(0);
    for (int i = 0; i < 3; i++) {
      again.pipe(i);
    }
    awaitTick(again, () -> again.written().size() == 3);
    assertThat(again.written()).isEqualTo(range(0, 3));
  }

  @Test
  void shouldReadAgainAfterARestartThoughNoRecordComes() {
    log.setCommitted(6);
    MockTask task = task(0, 3L);
    awaitTick(task, () -> task.written().size() == 3);
    assertThat(task.written()).isEqualTo(range(3, 6));
    assertThat(task.next()).isEqualTo(6);
  }

  @Test
  void shouldTakeRecordsWhileTheBrokerIsStillAskedWhereToBegin() {
    log.setCommitted(new CompletableFuture<>()); // which is never answered
    MockTask task = task(0, 3L);
    task.tick();
    assertThat(finished(9)).isEqualTo(3);
    task.pipe(3);
    awaitTick(task, () -> task.written().size() == 1);
    assertThat(finished(9)).isEqualTo(9);
  }

  @Test
  void shouldAskAgainWhenTheBrokerDidNotSayWhereToBegin() {
    log.setCommitted(CompletableFuture.failedFuture(new IllegalStateException("made by a test")));
    MockTask task = task(0, 3L);
    task.tick();
    log.setCommitted(CompletableFuture.completedFuture(OptionalLong.of(4)));
    awaitTick(task, () -> task.written().size() == 1);
    assertThat(task.written()).containsExactly(3);
  }

  private long finished(long offset) {
    return inputPartitions
        .finished(Map.of(STUCK, new OffsetAndMetadata(offset)))
        .get(STUCK)
        .offset();
  }

  @Test
  void shouldCommitAtOnceWhenNoRecordWaits() {
    TopicPartition partition = new TopicPartition("in", 1);
    MockTask task = task(1, null);
    inputPartitions.arrived(partition, 1, true);
    task.pipe(0);
    awaitTick(task, () -> task.written().size() == 1);
    assertThat(task.wantsCommit()).as("one waits in this instance").isFalse();
    task.pipe(1);
    awaitTick(task, () -> task.written().size() == 2);
    assertThat(task.wantsCommit()).as("more wait on the broker").isFalse();
    inputPartitions.arrived(partition, 2, false);
    task.pipe(2);
    awaitTick(task, () -> task.written().size() == 3);
    assertThat(task.wantsCommit()).isTrue();
  }
}
