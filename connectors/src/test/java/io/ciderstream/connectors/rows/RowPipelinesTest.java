package io.ciderstream.connectors.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.connectors.pipeline.SinkPipeline;
import io.ciderstream.connectors.settings.RowSettings;
import io.ciderstream.connectors.settings.SinkOptions;
import io.ciderstream.connectors.settings.SinkSettings;
import io.ciderstream.index.rows.InMemoryRows;
import io.ciderstream.index.rows.SourceOffset;
import io.ciderstream.index.rows.Target;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.RecordPosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RowPipelinesTest {
  private static final Target SHOP = new Target("", "shop");

  private final InMemoryRows rows = new InMemoryRows();
  private final Map<SinkRecord, CiderException> bad = new LinkedHashMap<>();

  /** Qdrant's connector sends a poll's records to two requests that may swap. */
  @Test
  void shouldLeaveTheLastOfSeveralUpdatesInOnePoll() {
    apply(Map.of(), upsert("a", 0, 1), upsert("b", 1, 1), upsert("a", 2, 2), upsert("a", 3, 3));
    assertThat(rows.get(SHOP, "a").orElseThrow().fields()).containsEntry("n", 3L);
    assertThat(rows.calls()).containsExactly(2);
  }

  /** Weaviate's connector deletes first and inserts then, regardless of the order. */
  @Test
  void shouldKeepTheOrderOfDeletionsAndUpdatesInOnePoll() {
    apply(Map.of(), upsert("a", 0, 1), delete("a", 1), delete("b", 2), upsert("b", 3, 1));
    assertThat(rows.get(SHOP, "a")).isEmpty();
    assertThat(rows.get(SHOP, "b")).isPresent();
  }

  /** Debezium's connector sends a request for each row. */
  @Test
  void shouldSendManyRowsInOneCallUpToTheLimits() {
    List<SinkRecord> records = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      records.add(upsert("k" + i, i, i));
    }
    apply(Map.of(IndexSettings.BATCH_ROWS.name(), "128"), records.toArray(SinkRecord[]::new));
    assertThat(rows.calls()).containsExactly(128, 128, 44);
    apply(
        Map.of(IndexSettings.BATCH_BYTES.name(), "65536", IndexSettings.BATCH_ROWS.name(), "9999"),
        many(1000));
    // 100 bytes each
    assertThat(rows.calls().subList(3, 5)).containsExactly(655, 345);
  }

  /** The official connector logs and drops what it cannot convert. */
  @Test
  void shouldReportWhatIsNoRowAndWriteTheOthers() {
    apply(
        Map.of(),
        upsert("a", 0, 1),
        record("b", "no json", 1),
        record(null, "{}", 2),
        record("c", "[1]", 3),
        upsert("d", 4, 1));
    assertThat(rows.count(SHOP)).isEqualTo(2);
    assertThat(bad.keySet()).extracting(SinkRecord::kafkaOffset).containsExactly(1L, 2L, 3L);
    assertThat(bad.values())
        .extracting(CiderException::code)
        .containsExactly(ErrorCode.VALUE_INVALID, ErrorCode.KEY_INVALID, ErrorCode.VALUE_INVALID);
  }

  @Test
  void shouldFallBackToTheOlderRecordWhereMilvusRefusesTheNewer() {
    rows.refuse(new SourceOffset("shop", new RecordPosition(0, 2)));
    rows.refuse(new SourceOffset("shop", new RecordPosition(0, 3)));
    apply(Map.of(), upsert("a", 0, 1), upsert("a", 1, 2), upsert("a", 2, 3), upsert("a", 3, 4));
    assertThat(rows.get(SHOP, "a").orElseThrow().fields()).containsEntry("n", 2L);
    assertThat(bad.keySet()).extracting(SinkRecord::kafkaOffset).containsExactly(2L, 3L);
  }

  @Test
  void shouldChangeNothingByAReplayOfOlderOffsets() {
    Map<String, String> guarded = Map.of(RowSettings.GUARD.name(), "true");
    apply(guarded, upsert("a", 5, 5), upsert("b", 6, 6), upsert("c", 7, 7));
    apply(guarded, upsert("a", 1, 1), delete("b", 2), upsert("c", 8, 8), upsert("d", 3, 3));
    assertThat(rows.get(SHOP, "a").orElseThrow().fields()).containsEntry("n", 5L);
    assertThat(rows.get(SHOP, "b")).isPresent();
    assertThat(rows.get(SHOP, "c").orElseThrow().fields()).containsEntry("n", 8L);
    assertThat(rows.get(SHOP, "d")).isPresent();
  }

  @Test
  void shouldGuardEachPartitionByItself() {
    Map<String, String> guarded = Map.of(RowSettings.GUARD.name(), "true");
    apply(guarded, upsert("a", 5, 5));
    apply(guarded, new SinkRecord("shop", 1, null, "a", null, "{\"n\": 1}", 1));
    assertThat(rows.get(SHOP, "a").orElseThrow().fields()).containsEntry("n", 1L);
  }

  @Test
  void shouldSendSeveralTopicsToSeveralCollections() {
    Map<String, String> settings =
        Map.of(
            RowSettings.COLLECTION.name(), "rest_${topic}",
            RowSettings.TOPICS_COLLECTIONS.name(), "shop\\.(.*)=items_$1,img-.*=pictures");
    apply(
        settings,
        new SinkRecord("shop.shoes", 0, null, "a", null, "{}", 0),
        new SinkRecord("img-1", 0, null, "a", null, "{}", 0),
        new SinkRecord("img-2", 0, null, "b", null, "{}", 0),
        new SinkRecord("other.x", 0, null, "a", null, "{}", 0));
    assertThat(rows.get(new Target("", "items_shoes"), "a")).isPresent();
    assertThat(rows.count(new Target("", "pictures"))).isEqualTo(2);
    assertThat(rows.get(new Target("", "rest_other_x"), "a")).isPresent();
  }

  @Test
  void shouldLookAtEachCollectionOnceBeforeTheFirstRecord() {
    pipeline(Map.of()).open(List.of("x", "y"));
    assertThat(rows.checked()).containsExactly(SHOP);
  }

  @Test
  void shouldNotMissARuleForATopicThatATransformationMayRename() {
    Map<String, String> rules =
        Map.of(
            RowSettings.COLLECTION.name(),
            "",
            RowSettings.TOPICS_COLLECTIONS.name(),
            "renamed=shop");
    pipeline(rules).open(List.of("original"));
    assertThat(rows.checked()).isEmpty();
    pipeline(rules).open(List.of("original", "renamed"));
    assertThat(rows.checked()).containsExactly(SHOP);
  }

  @Test
  void shouldHandOnAnOutage() {
    rows.setAvailable(false);
    assertThatThrownBy(() -> apply(Map.of(), upsert("a", 0, 1)))
        .hasMessageContaining("INDEX_UNAVAILABLE");
    assertThat(bad).isEmpty();
  }

  private void apply(Map<String, String> settings, SinkRecord... records) {
    pipeline(settings).process(List.of(records), bad);
  }

  private SinkPipeline pipeline(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(Map.of(IndexSettings.URI.name(), "http://m:1"));
    all.put(RowSettings.COLLECTION.name(), "shop");
    all.putAll(settings);
    SinkOptions.Rows parsed = (SinkOptions.Rows) SinkSettings.parse(all).content();
    RowOptions options = parsed.options();
    rows.setLimits(options.batch());
    rows.setGuarded(options.plan().fields().guarded());
    return RowPipelines.create(rows, options.mapping());
  }

  private static SinkRecord[] many(int count) {
    SinkRecord[] records = new SinkRecord[count];
    for (int i = 0; i < count; i++) {
      records[i] = upsert("m" + i, i, i);
    }
    return records;
  }

  private static SinkRecord upsert(String key, long offset, int n) {
    return record(key, "{\"n\": %d}".formatted(n), offset);
  }

  private static SinkRecord delete(String key, long offset) {
    return record(key, null, offset);
  }

  private static SinkRecord record(Object key, Object value, long offset) {
    return new SinkRecord("shop", 0, null, key, null, value, offset);
  }
}
