package io.ciderstream.index.milvus.rows;

import io.ciderstream.index.milvus.MilvusCalls;
import io.ciderstream.index.milvus.RefusedException;
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

/** Sends one batch: deletions first, then rows in one call for each Milvus partition. */
final class Sending {
  private final MilvusCalls calls;
  private final Collections collections;
  private final String uri;

  Sending(MilvusCalls calls, Collections collections, String uri) {
    this.calls = calls;
    this.collections = collections;
    this.uri = uri;
  }

  /**
   * @throws RefusedException if the server refuses all and blames none
   */
  Map<PreparedChange, CiderException> send(
      Target target, Layout layout, boolean partitionsMove, List<PreparedChange> changes) {
    List<RowKey> deletes = new ArrayList<>();
    Map<Optional<String>, List<Prepared.Upsert>> upserts = new LinkedHashMap<>();
    for (PreparedChange change : changes) {
      switch ((Prepared) change) {
        case Prepared.Delete delete -> deletes.add(delete.key());
        case Prepared.Upsert upsert -> {
          upserts.computeIfAbsent(upsert.partition(), name -> new ArrayList<>()).add(upsert);
          if (partitionsMove) {
            // Milvus keeps a key once in each partition
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
    Halving halving = new Halving();
    upserts.forEach(
        (partition, rows) -> halving.send(rows, some -> upsert(target, partition, some)));
    return halving.refused(uri);
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
