package io.ciderstream.streams.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ciderstream.streams.runtime.WorkTopology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashSafeProcessorTest {
  private static final Duration TICK = Duration.ofMillis(10);
  private static final TopicPartition PARTITION = new TopicPartition("in", 0);

  @TempDir java.nio.file.Path dir;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final MemoryInputLog log = new MemoryInputLog();
  private final InputPartitions inputPartitions = new InputPartitions("in");
  private final Map<Long, CountDownLatch> gates = new ConcurrentHashMap<>();
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> in;
  private TestOutputTopic<byte[], byte[]> out;

  private void start(ReleaseOrder release) {
    RecordWork work =
        (record, bytes) -> {
          gate(record.offset()).await();
          return new Outcome(
              "done",
              List.of(
                  new OutputRecord(
                      "out",
                      OptionalInt.empty(),
                      record.timestampMs(),
                      record.key(),
                      record.value(),
                      record.headers())));
        };
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    config.put(StreamsConfig.STATE_DIR_CONFIG, dir.toString());
    driver =
        new TopologyTestDriver(
            WorkTopology.of(
                "in",
                () ->
                    new CrashSafeProcessor(
                        work,
                        release,
                        new PendingBudget(new Bounds(4, 1000)), // a task alone gets half
                        inputPartitions,
                        log,
                        workers,
                        new RecordingMeter())),
            config);
    in = driver.createInputTopic("in", new ByteArraySerializer(), new ByteArraySerializer());
    out = driver.createOutputTopic("out", new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void stop() {
    driver.close();
    workers.shutdownNow();
  }

  private CountDownLatch gate(long offset) {
    return gates.computeIfAbsent(offset, o -> new CountDownLatch(1));
  }

  private void open(int... offsets) {
    for (int offset : offsets) {
      gate(offset).countDown();
    }
  }

  private void pipe(int offset) {
    in.pipeInput(new byte[] {1}, new byte[] {(byte) offset});
  }

  private Long next() {
    KeyValueStore<String, Long> store = driver.getKeyValueStore(CrashSafeProcessor.STORE);
    return store.get("next");
  }

  private List<Integer> awaitOutputs(int count) {
    List<Integer> values = new ArrayList<>();
    await()
        .pollInterval(TICK)
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              driver.advanceWallClockTime(TICK);
              out.readValuesToList().forEach(value -> values.add((int) value[0]));
              return values.size() >= count;
            });
    return values;
  }

  @Test
  void shouldRememberTheFirstOffsetWithoutAnOutcome() {
    start(ReleaseOrder.IN_ORDER);
    pipe(0);
    assertThat(next()).isZero();
    pipe(1);
    open(1);
    driver.advanceWallClockTime(TICK);
    assertThat(out.isEmpty()).isTrue();
    assertThat(next()).isZero();
    open(0);
    assertThat(awaitOutputs(2)).containsExactly(0, 1);
    assertThat(next()).isEqualTo(2);
  }

  @Test
  void shouldLeaveToTheBacklogWhatHasNoRoomAndKeepTheOrder() {
    start(ReleaseOrder.IN_ORDER);
    pipe(0);
    pipe(1);
    assertThat(log.opened()).isEmpty();
    for (int i = 2; i < 5; i++) {
      pipe(i);
    }
    assertThat(next()).isZero();
    assertThat(inputPartitions.held()).containsExactly(PARTITION);
    assertThat(committable(5)).isZero();
    open(0, 1, 2, 3, 4);
    assertThat(awaitOutputs(5)).containsExactly(0, 1, 2, 3, 4);
    assertThat(next()).isEqualTo(5);
    assertThat(log.opened()).containsExactly(2L);
    awaitTick(() -> inputPartitions.held().isEmpty());
    assertThat(committable(5)).isEqualTo(5);
  }

  /** What is committed when Kafka Streams wants to commit this offset. */
  private long committable(long offset) {
    return inputPartitions
        .finished(Map.of(PARTITION, new OffsetAndMetadata(offset)))
        .get(PARTITION)
        .offset();
  }

  private void awaitTick(BooleanSupplier condition) {
    await()
        .pollInterval(TICK)
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              driver.advanceWallClockTime(TICK);
              return condition.getAsBoolean();
            });
  }

  @Test
  void shouldNotCommitBeyondTheFirstRecordThatIsStillInWork() {
    start(ReleaseOrder.WHEN_DONE);
    pipe(0);
    pipe(1);
    open(1);
    assertThat(awaitOutputs(1)).containsExactly(1);
    assertThat(committable(2)).isZero();
    open(0);
    assertThat(awaitOutputs(1)).containsExactly(0);
    assertThat(committable(2)).isEqualTo(2);
  }

  @Test
  void shouldGoOnPastOneSlowRecordWhereOrderDoesNotMatter() {
    start(ReleaseOrder.WHEN_DONE);
    pipe(0);
    for (int i = 1; i < 20; i++) {
      open(i);
      pipe(i);
      assertThat(awaitOutputs(1)).containsExactly(i);
    }
    assertThat(log.opened()).isEmpty();
    assertThat(next()).isZero();
    open(0);
    assertThat(awaitOutputs(1)).containsExactly(0);
    assertThat(next()).isEqualTo(20);
  }

  @Test
  void shouldWriteWhenDoneWhereOrderDoesNotMatter() {
    start(ReleaseOrder.WHEN_DONE);
    pipe(0);
    pipe(1);
    open(1);
    assertThat(awaitOutputs(1)).containsExactly(1);
    assertThat(next()).isZero();
  }
}
