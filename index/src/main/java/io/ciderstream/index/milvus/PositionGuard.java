package io.ciderstream.index.milvus;

import io.ciderstream.index.Change;
import io.ciderstream.index.SourcePosition;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.vector.request.QueryReq;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds changes that are older than what a collection holds: from the same partition of the images
 * topic, at a smaller offset. A deleted row leaves nothing to compare with, and a change that does
 * not know where it comes from is never older.
 */
final class PositionGuard {
  private static final List<String> FIELDS =
      List.of(Fields.ID, Fields.SOURCE_PARTITION, Fields.SOURCE_OFFSET);

  private final MilvusCalls calls;

  PositionGuard(MilvusCalls calls) {
    this.calls = calls;
  }

  /** Returns the ids of those changes that are older; by a strongly consistent read. */
  Set<String> outdated(String collection, Collection<? extends Change> changes) {
    Map<String, Change> byId =
        changes.stream()
            .filter(change -> change.source().isPresent())
            .collect(Collectors.toMap(Change::id, change -> change));
    if (byId.isEmpty()) {
      return Set.of();
    }
    QueryReq query =
        QueryReq.builder()
            .collectionName(collection)
            .filter(Filters.idIn(byId.keySet()))
            .outputFields(FIELDS)
            .consistencyLevel(ConsistencyLevel.STRONG)
            .build();
    Set<String> outdated = new HashSet<>();
    calls
        .call("read positions in " + collection, client -> client.query(query).getQueryResults())
        .forEach(
            result -> {
              Map<String, Object> stored = result.getEntity();
              String id = (String) stored.get(Fields.ID);
              Change change = byId.get(id);
              if (change != null && isBefore(change.source().orElseThrow(), stored)) {
                outdated.add(id);
              }
            });
    return outdated;
  }

  private static boolean isBefore(SourcePosition source, Map<String, Object> stored) {
    return stored.get(Fields.SOURCE_PARTITION) instanceof Number partition
        && stored.get(Fields.SOURCE_OFFSET) instanceof Number offset
        && source.partition() == partition.longValue()
        && source.offset() < offset.longValue();
  }
}
