package io.ciderstream.index.milvus.rows;

import io.ciderstream.index.milvus.BisectionMemory;
import io.ciderstream.index.milvus.MilvusCalls;
import io.ciderstream.index.milvus.RefusedException;
import io.ciderstream.index.milvus.RejectedRowBisection;
import io.ciderstream.index.rows.PreparedChange;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.index.rows.Target;
import io.ciderstream.schemas.CiderException;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.UpsertReq;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sends one batch: deletions first, then rows in one call for each Milvus partition, then, where
 * rows may change their partition, deletions of what an older record left in the others. So a key
 * is there twice for a moment, and never missing; and a row that is refused leaves the older one.
 * Milvus Lite can only do it the other way round.
 */
final class Sending {
  /** Milvus' name for the partition of rows that name none. */
  private static final String DEFAULT_PARTITION = "_default";

  private final MilvusCalls calls;
  private final Collections collections;
  private final String uri;
  private final BisectionMemory<Prepared.Upsert> memory = new BisectionMemory<>(System::nanoTime);

  Sending(MilvusCalls calls, Collections collections, String uri) {
    this.calls = calls;
    this.collections = collections;
    this.uri = uri;
  }

  /** Another writer may change the rows of earlier batches from now on. */
  void released() {
    memory.forget();
  }

  /**
   * @throws RefusedException if the server refuses all and blames none
   */
  Map<PreparedChange, CiderException> send(
      Target target, Layout layout, boolean partitionsMove, List<PreparedChange> changes) {
    Set<RowKey> keys = changes.stream().map(PreparedChange::key).collect(Collectors.toSet());
    memory.forget(row -> keys.contains(row.key()));
    boolean clearsAfterwards = collections.version().has(Feature.DELETION_BY_PARTITION);
    List<RowKey> deletes = new ArrayList<>();
    Map<Optional<String>, List<Prepared.Upsert>> upserts = new LinkedHashMap<>();
    for (PreparedChange change : changes) {
      switch ((Prepared) change) {
        case Prepared.Delete delete -> deletes.add(delete.key());
        case Prepared.Upsert upsert -> {
          upserts.computeIfAbsent(upsert.partition(), name -> new ArrayList<>()).add(upsert);
          if (partitionsMove && !clearsAfterwards) {
            deletes.add(upsert.key());
          }
        }
      }
    }
    if (!deletes.isEmpty()) {
      String filter = Keys.filter(layout.key(), deletes);
      collections
          .partitionsToDeleteFrom(target)
          .forEach(partition -> delete(target, partition, filter));
    }
    RejectedRowBisection<Prepared.Upsert> bisection =
        new RejectedRowBisection<>(uri, row -> row.key().toString(), true, memory);
    upserts.forEach(
        (partition, rows) -> bisection.send(rows, some -> upsert(target, partition, some)));
    Map<PreparedChange, CiderException> refused = new LinkedHashMap<>(bisection.refused());
    if (partitionsMove && clearsAfterwards) {
      upserts.values().forEach(rows -> rows.removeIf(refused::containsKey));
      clearOthers(target, layout, upserts);
    }
    return refused;
  }

  /** Milvus keeps a key once in each partition. */
  private void clearOthers(
      Target target, Layout layout, Map<Optional<String>, List<Prepared.Upsert>> written) {
    for (String partition : collections.partitions(target)) {
      List<RowKey> elsewhere = new ArrayList<>();
      written.forEach(
          (own, rows) -> {
            if (!own.orElse(DEFAULT_PARTITION).equals(partition)) {
              rows.forEach(row -> elsewhere.add(row.key()));
            }
          });
      if (!elsewhere.isEmpty()) {
        delete(target, Optional.of(partition), Keys.filter(layout.key(), elsewhere));
      }
    }
  }

  private void delete(Target target, Optional<String> partition, String filter) {
    var request = DeleteReq.builder().collectionName(target.collection()).filter(filter);
    partition.ifPresent(request::partitionName);
    if (!target.database().isEmpty()) {
      request.databaseName(target.database());
    }
    DeleteReq built = request.build();
    calls.write("delete from " + target, client -> client.delete(built));
  }

  private void upsert(Target target, Optional<String> partition, List<Prepared.Upsert> rows) {
    var request =
        UpsertReq.builder()
            .collectionName(target.collection())
            .data(rows.stream().map(Prepared.Upsert::json).toList());
    partition.ifPresent(request::partitionName);
    if (!target.database().isEmpty()) {
      request.databaseName(target.database());
    }
    UpsertReq built = request.build();
    calls.write(
        "upsert %d rows to %s".formatted(rows.size(), target), client -> client.upsert(built));
  }
}
