package io.ciderstream.index.milvus.rows;

import io.ciderstream.index.milvus.MilvusCalls;
import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.index.rows.SourceOffset;
import io.ciderstream.index.rows.Target;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.vector.request.QueryReq;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads where rows came from. */
final class StoredSources {
  private StoredSources() {}

  static Map<RowKey, SourceOffset> read(
      MilvusCalls calls, Target target, FieldSpec key, Collection<RowKey> keys) {
    QueryReq.QueryReqBuilder query =
        QueryReq.builder()
            .collectionName(target.collection())
            .filter(Keys.filter(key, keys))
            .outputFields(
                List.of(
                    key.name(),
                    CollectionPlan.SOURCE_TOPIC,
                    CollectionPlan.SOURCE_PARTITION,
                    CollectionPlan.SOURCE_OFFSET))
            .consistencyLevel(ConsistencyLevel.STRONG);
    if (!target.database().isEmpty()) {
      query.databaseName(target.database());
    }
    QueryReq request = query.build();
    Map<RowKey, SourceOffset> sources = new HashMap<>();
    calls
        .call("read positions in " + target, client -> client.query(request).getQueryResults())
        .forEach(result -> put(sources, key.name(), result.getEntity()));
    return sources;
  }

  private static void put(
      Map<RowKey, SourceOffset> sources, String keyField, Map<String, Object> row) {
    if (row.get(CollectionPlan.SOURCE_TOPIC) instanceof String topic
        && row.get(CollectionPlan.SOURCE_PARTITION) instanceof Number partition
        && row.get(CollectionPlan.SOURCE_OFFSET) instanceof Number offset) {
      Object id = row.get(keyField);
      RowKey key =
          id instanceof Number number
              ? new RowKey.Number(number.longValue())
              : new RowKey.Text(String.valueOf(id));
      SourceOffset stored = new SourceOffset(topic, partition.intValue(), offset.longValue());
      sources.merge(key, stored, (a, b) -> a.isBefore(b) ? b : a);
    }
  }
}
