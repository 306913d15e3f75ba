package io.ciderstream.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.connectors.descriptors.DescriptorPipelines;
import io.ciderstream.connectors.settings.WriteSettings;
import io.ciderstream.connectors.values.UnreadAvro;
import io.ciderstream.index.Consistency;
import io.ciderstream.index.InMemoryIndex;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class MilvusSinkTaskTest {
  private static final Map<TopicPartition, OffsetAndMetadata> OFFSETS =
      Map.of(new TopicPartition("descriptors", 0), new OffsetAndMetadata(9));

  private final InMemoryIndex index = new InMemoryIndex();
  private long now = 7;
  private FakeSinkTaskContext context;
  private String lease = "0";

  @Test
  void shouldLetTheLastRecordOfAKeyWin() {
    MilvusSinkTask task = task(true);
    task.put(List.of(upsert("a", 0, 1, 0), upsert("b", 1, 1, 0), upsert("a", 2, 0, 1)));
    task.put(List.of(delete("b", 3)));
    assertThat(index.count()).isEqualTo(1);
    assertThat(index.get(new ImageId("a"), Consistency.STRONG).orElseThrow().source().offset())
        .isEqualTo(2);
    task.put(List.of(delete("a", 4), upsert("a", 5, 1, 0)));
    assertThat(index.get(new ImageId("a"), Consistency.STRONG).orElseThrow().source().offset())
        .isEqualTo(5);
  }

  @Test
  void shouldReadTheWholeDescriptor() {
    task(true).put(List.of(upsert("a", 7, 0.6f, 0.8f)));
    var row = index.get(new ImageId("a"), Consistency.STRONG).orElseThrow();
    assertThat(row.vector()).containsExactly(0.6f, 0.8f);
    assertThat(row.model().hash()).isEqualTo("0123456789ab");
    assertThat(row.metadata()).containsEntry("city", "Bern");
    assertThat(row.picture().capturedAtMs()).hasValue(42);
    assertThat(row.picture().boxes()).containsExactly(new BoundingBox(0, 0.1f, 1, 0.9f, 0.5f));
    assertThat(row.picture().width()).isEqualTo(640);
  }

  @Test
  void shouldTakeKeysAsBytes() {
    MilvusSinkTask task = task(true);
    task.put(List.of(sinkRecord("a".getBytes(StandardCharsets.UTF_8), value(0, 1, 0), 0)));
    assertThat(index.get(new ImageId("a"), Consistency.STRONG)).isPresent();
  }

  @Test
  void shouldWaitLongerAndLongerThroughAnOutageAndThenGoOn() {
    MilvusSinkTask task = task(true);
    task.put(List.of(upsert("a", 0, 1, 0)));
    List<SinkRecord> batch = List.of(upsert("a", 1, 0, 1), sinkRecord("bad", Map.of(), 2));
    index.setAvailable(false);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> task.put(batch)).isInstanceOf(RetriableException.class);
      assertThat(task.preCommit(OFFSETS)).isEmpty();
    }
    assertThat(context.timeouts).containsExactly(100L, 200L, 400L, 500L, 500L);
    assertThat(context.reports).isEmpty();
    index.setAvailable(true);
    task.put(batch);
    assertThat(index.get(new ImageId("a"), Consistency.STRONG).orElseThrow().source().offset())
        .isEqualTo(1);
    assertThat(context.reports).hasSize(1);
    assertThat(task.preCommit(OFFSETS)).isEqualTo(OFFSETS);
    index.setAvailable(false);
    assertThatThrownBy(() -> task.put(batch)).isInstanceOf(RetriableException.class);
    assertThat(context.timeouts).endsWith(100L);
  }

  @Test
  void shouldReportBadRecordsAloneAndKeepTheOthers() {
    MilvusSinkTask task = task(true);
    task.put(
        List.of(
            upsert("a", 0, 1, 0),
            upsert("b", 1, 1, Float.NaN),
            sinkRecord("c", "no map", 2),
            sinkRecord("d\n", value(3, 1, 0), 3),
            upsert("e", 4, 1, 0, 0),
            upsert("f", 5, 0, 1)));
    assertThat(index.count()).isEqualTo(2);
    assertThat(index.get(new ImageId("f"), Consistency.STRONG)).isPresent();
    assertThat(context.reports)
        .extracting(report -> report.reported().kafkaOffset())
        .containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
    assertThat(context.reports.getFirst().error())
        .hasMessageContaining("descriptors-0@2 with key c")
        .hasMessageContaining("AVRO_INVALID");
  }

  @Test
  void shouldKeepTheLastGoodRecordWhereANewerOneIsBad() {
    task(true).put(List.of(upsert("a", 0, 1, 0), upsert("a", 1, 1, Float.NaN)));
    assertThat(index.get(new ImageId("a"), Consistency.STRONG).orElseThrow().source().offset())
        .isZero();
  }

  @Test
  void shouldReportADescriptorWithANullInside() {
    Map<String, Object> value = value(0, 1, 0);
    value.put("boxes", Collections.singletonList(null));
    task(true).put(List.of(sinkRecord("a", value, 0), upsert("b", 1, 1, 0)));
    assertThat(context.reports).hasSize(1);
    assertThat(context.reports.getFirst().error()).hasMessageContaining("AVRO_INVALID");
    assertThat(index.get(new ImageId("b"), Consistency.STRONG)).isPresent();
  }

  /** Each of these once stopped the task, again after each restart. */
  @Test
  void shouldReportWhatFailsAsNobodyForesaw() {
    MilvusSinkTask task = task(true);
    index.refuse("bug", new IllegalStateException("a bug"));
    index.refuse("refused", new CiderException(ErrorCode.ROW_REFUSED, "By Milvus."));
    UnreadAvro broken =
        new UnreadAvro(
            () -> {
              throw new IllegalStateException("a bug in reading");
            },
            4);
    UnreadAvro deep =
        new UnreadAvro(
            () -> {
              throw new StackOverflowError();
            },
            4);
    task.put(
        List.of(
            upsert("a", 0, 1, 0),
            upsert("bug", 1, 1, 0),
            upsert("refused", 2, 1, 0),
            sinkRecord("b", broken, 3),
            sinkRecord("c", deep, 4),
            upsert("d", 5, 1, 0)));
    assertThat(index.count()).isEqualTo(2);
    assertThat(context.reports)
        .extracting(report -> report.reported().kafkaOffset())
        .containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
    assertThat(context.reports)
        .filteredOn(report -> report.reported().kafkaOffset() != 2)
        .allSatisfy(report -> assertThat(report.error()).hasMessageContaining("UNEXPECTED"));
    assertThat(task.preCommit(OFFSETS)).isEqualTo(OFFSETS);
  }

  @Test
  void shouldReadADescriptorThatLacksFieldsWithDefaults() {
    Map<String, Object> value = value(0, 1, 0);
    value.keySet().removeAll(List.of("boxes", "metadata", "captured_at", "width", "height"));
    value.put("source", Map.of("offset", 3L));
    value.put("later", "added");
    task(true).put(List.of(sinkRecord("a", value, 0)));
    assertThat(context.reports).isEmpty();
    assertThat(index.get(new ImageId("a"), Consistency.STRONG).orElseThrow().source().offset())
        .isEqualTo(3);
  }

  @Test
  void shouldWriteNothingOnceItsLeaseHasLapsed() {
    lease = "6000";
    MilvusSinkTask task = task(true);
    index.setPermit(
        () -> {
          throw new CiderException(ErrorCode.BROKER_UNAVAILABLE, "The lease has lapsed.");
        });
    assertThatThrownBy(() -> task.put(List.of(upsert("a", 0, 1, 0))))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("BROKER_UNAVAILABLE");
    assertThat(index.count()).isZero();
    assertThat(context.reports).isEmpty();
    assertThat(task.preCommit(OFFSETS)).isEmpty();
  }

  @Test
  void shouldStopAtABadRecordWithoutAReporter() {
    MilvusSinkTask task = task(false);
    assertThatThrownBy(() -> task.put(List.of(upsert("b", 1, 1, Float.NaN))))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("descriptors-0@1 with key b")
        .hasMessageContaining("VECTOR_INVALID")
        .hasMessageContaining("errors.deadletterqueue.topic.name");
  }

  @Test
  void shouldWaitForTheRegistryAsForMilvus() {
    MilvusSinkTask task = task(true);
    boolean[] up = {false};
    UnreadAvro unread =
        new UnreadAvro(
            () -> {
              if (!up[0]) {
                throw new CiderException(ErrorCode.REGISTRY_UNAVAILABLE, "");
              }
              return value(0, 1, 0);
            },
            4);
    List<SinkRecord> batch = List.of(sinkRecord("a", unread, 0));
    assertThatThrownBy(() -> task.put(batch)).isInstanceOf(RetriableException.class);
    assertThat(context.reports).isEmpty();
    up[0] = true;
    task.put(batch);
    assertThat(index.get(new ImageId("a"), Consistency.STRONG)).isPresent();
  }

  @Test
  void shouldWaitForTheFormerOwnerOfAPartition() {
    MilvusSinkTask task = task(true);
    task.open(List.of(new TopicPartition("descriptors", 0)));
    List<SinkRecord> batch = List.of(upsert("a", 0, 1, 0));
    assertThatThrownBy(() -> task.put(batch)).isInstanceOf(RetriableException.class);
    assertThat(task.preCommit(OFFSETS)).isEmpty();
    assertThat(context.timeouts).containsExactly(10_000L);
    assertThat(index.count()).isZero();
    now += Duration.ofSeconds(10).toNanos();
    task.put(batch);
    assertThat(index.count()).isEqualTo(1);
    assertThat(task.preCommit(OFFSETS)).isEqualTo(OFFSETS);
  }

  @Test
  void shouldWaitForItsOwnCallThatWasNotAnsweredOnceMilvusAnswersAgain() {
    MilvusSinkTask task = task(true);
    List<SinkRecord> batch = List.of(upsert("a", 0, 1, 0));
    index.setMute(true);
    assertThatThrownBy(() -> task.put(batch)).isInstanceOf(RetriableException.class);
    index.setAvailable(false);
    now += Duration.ofSeconds(60).toNanos();
    assertThatThrownBy(() -> task.put(batch)).isInstanceOf(RetriableException.class);
    index.setAvailable(true);
    index.setMute(false);
    assertThatThrownBy(() -> task.put(batch)).isInstanceOf(RetriableException.class);
    assertThat(context.timeouts).containsExactly(100L, 200L, 10_000L);
    assertThat(task.preCommit(OFFSETS)).isEmpty();
    now += Duration.ofSeconds(10).toNanos();
    task.put(batch);
    assertThat(task.preCommit(OFFSETS)).isEqualTo(OFFSETS);
  }

  @Test
  void shouldNotWaitForACallThatMilvusRefused() {
    MilvusSinkTask task = task(true);
    List<SinkRecord> batch = List.of(upsert("a", 0, 1, 0));
    index.setAvailable(false);
    assertThatThrownBy(() -> task.put(batch)).isInstanceOf(RetriableException.class);
    index.setAvailable(true);
    task.put(batch);
    assertThat(index.count()).isEqualTo(1);
  }

  private MilvusSinkTask task(boolean reporting) {
    context = new FakeSinkTaskContext(reporting);
    MilvusSinkTask task =
        new MilvusSinkTask(
            (settings, meter, permit) -> {
              index.setPermit(permit);
              return DescriptorPipelines.create(index);
            },
            () -> now,
            DirectExecutor::new);
    task.initialize(context);
    task.start(
        Map.of(
            IndexSettings.URI.name(),
            "http://127.0.0.1:1",
            WriteSettings.LEASE.name(),
            lease,
            "consumer.override.session.timeout.ms",
            "600000",
            WriteSettings.BACKOFF.name(),
            "100",
            WriteSettings.BACKOFF_MAX.name(),
            "500"));
    return task;
  }

  private static SinkRecord upsert(String key, long offset, float... vector) {
    return sinkRecord(key, value(offset, vector), offset);
  }

  private static SinkRecord delete(String key, long offset) {
    return sinkRecord(key, null, offset);
  }

  private static SinkRecord sinkRecord(Object key, Object value, long offset) {
    return new SinkRecord("descriptors", 0, null, key, null, value, offset);
  }

  private static Map<String, Object> value(long offset, float... vector) {
    Map<String, Object> value = new HashMap<>();
    value.put("model", Map.of("name", "tiny", "hash", "0123456789ab"));
    value.put("vector", Arrays.copyOf(vector, vector.length));
    value.put("boxes", List.of(Map.of("x1", 0f, "y1", 0.1f, "x2", 1f, "y2", 0.9f, "score", 0.5f)));
    value.put("metadata", Map.of("city", "Bern"));
    value.put("captured_at", 42L);
    value.put("width", 640);
    value.put("height", 480);
    value.put("source", Map.of("partition", 0, "offset", offset, "timestamp", 1L));
    return value;
  }
}
