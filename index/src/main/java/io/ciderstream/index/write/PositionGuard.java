package io.ciderstream.index.write;

import io.ciderstream.index.calls.MilvusCalls;
import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.index.rows.SourceOffset;
import io.ciderstream.schemas.RecordPosition;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.vector.request.QueryReq;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds changes that are older than the stored rows: from the same partition of the same topic, at
 * a smaller offset. A deleted row leaves nothing to compare with, and a change without a known
 * source is never older.
 */
public final class PositionGuard {
  private final MilvusCalls calls;
  private final Optional<String> topicField;

  /**
   * Creates a guard.
   *
   * @param topicField the field with the topic; empty if all rows come from one topic, and then the
   *     topic of each source is empty
   */
  public PositionGuard(MilvusCalls calls, Optional<String> topicField) {
    this.calls = calls;
    this.topicField = topicField;
  }

  /** Returns the keys of those changes that are older, by a strongly consistent read. */
  Set<RowKey> outdated(Destination destination, Collection<? extends EncodedChange> changes) {
    Map<RowKey, SourceOffset> sources = new HashMap<>();
    changes.forEach(
        change -> change.source().ifPresent(source -> sources.put(change.key(), source)));
    Set<RowKey> outdated = new HashSet<>();
    if (!sources.isEmpty()) {
      stored(destination, sources.keySet())
          .forEach(
              (key, stored) -> {
                if (sources.containsKey(key) && sources.get(key).isBefore(stored)) {
                  outdated.add(key);
                }
              });
    }
    return outdated;
  }

  /** Returns the source of each of these rows that exists. */
  Map<RowKey, SourceOffset> stored(Destination destination, Collection<RowKey> keys) {
    List<String> fields = new ArrayList<>();
    fields.add(destination.key().name());
    topicField.ifPresent(fields::add);
    fields.add(CollectionPlan.SOURCE_PARTITION);
    fields.add(CollectionPlan.SOURCE_OFFSET);
    var request =
        QueryReq.builder()
            .collectionName(destination.target().collection())
            .filter(RowKeys.filter(destination.key(), keys))
            .outputFields(fields)
            .consistencyLevel(ConsistencyLevel.STRONG);
    if (!destination.target().database().isEmpty()) {
      request.databaseName(destination.target().database());
    }
    QueryReq query = request.build();
    Map<RowKey, SourceOffset> sources = new HashMap<>();
    calls
        .call(
            "read positions in " + destination.target(),
            client -> client.query(query).getQueryResults())
        .forEach(result -> put(sources, destination.key().name(), result.getEntity()));
    return sources;
  }

  private void put(Map<RowKey, SourceOffset> sources, String keyField, Map<String, Object> row) {
    Object topic = topicField.map(row::get).orElse("");
    if (topic instanceof String name
        && row.get(CollectionPlan.SOURCE_PARTITION) instanceof Number partition
        && row.get(CollectionPlan.SOURCE_OFFSET) instanceof Number offset) {
      Object id = row.get(keyField);
      RowKey key =
          id instanceof Number number
              ? new RowKey.Number(number.longValue())
              : new RowKey.Text(String.valueOf(id));
      SourceOffset stored =
          new SourceOffset(name, new RecordPosition(partition.intValue(), offset.longValue()));
      sources.merge(key, stored, (a, b) -> a.isBefore(b) ? b : a);
    }
  }
}
