package io.ciderstream.streams.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ciderstream.streams.runtime.RoleMeter;
import io.ciderstream.streams.runtime.WorkTopology;
import java.time.Clock;
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

  @TempDir java.nio.file.Path dir;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final MemoryInputLog log = new MemoryInputLog();
  private final Map<Long, CountDownLatch> gates = new ConcurrentHashMap<>();
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> in;
  private TestOutputTopic<byte[], byte[]> out;

  private void start(Release release) {
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
                work,
                release,
                new Bounds(2, 1000, Duration.ofMillis(20)),
                log,
                workers,
                new RoleMeter(Clock.systemUTC())),
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
    start(Release.IN_ORDER);
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
    start(Release.IN_ORDER);
    for (int i = 0; i < 5; i++) {
      pipe(i);
    }
    assertThat(next()).isZero();
    open(0, 1, 2, 3, 4);
    assertThat(awaitOutputs(5)).containsExactly(0, 1, 2, 3, 4);
    assertThat(next()).isEqualTo(5);
    assertThat(log.opened()).containsExactly(2L);
  }

  @Test
  void shouldWriteWhenDoneWhereOrderDoesNotMatter() {
    start(Release.WHEN_DONE);
    pipe(0);
    pipe(1);
    open(1);
    assertThat(awaitOutputs(1)).containsExactly(1);
    assertThat(next()).isZero();
  }

  @Test
  void shouldReadAgainAfterARestartThoughNoRecordComes() {
    start(Release.IN_ORDER);
    KeyValueStore<String, Long> restored = driver.getKeyValueStore(CrashSafeProcessor.STORE);
    restored.put("next", 3L);
    log.setCommitted(6);
    open(3, 4, 5);
    assertThat(awaitOutputs(3)).containsExactly(3, 4, 5);
    assertThat(next()).isEqualTo(6);
  }
}
