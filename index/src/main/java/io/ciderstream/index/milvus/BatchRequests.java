package io.ciderstream.index.milvus;

import com.google.gson.JsonObject;
import io.ciderstream.index.Change;
import io.ciderstream.schemas.CiderException;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.UpsertReq;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sends batches of descriptors, and finds the rows that Milvus refuses. One thread at a time, not
 * always the same.
 */
final class BatchRequests {
  /**
   * Named, though there is no other: Milvus 2.3 lets deleted rows come back where a deletion names
   * none (milvus-io/milvus, pull request 31585).
   */
  private static final String ONLY_PARTITION = "_default";

  private final String uri;
  private final MilvusCalls calls;
  private final Catalog catalog;
  private final Optional<PositionGuard> guard;
  private final BisectionMemory<EncodedRow> rows = new BisectionMemory<>(System::nanoTime);
  private final BisectionMemory<Change.Delete> deletions = new BisectionMemory<>(System::nanoTime);

  /**
   * @param uri of the server, for messages
   * @param guard leaves out what is older than what is there
   */
  BatchRequests(String uri, MilvusCalls calls, Catalog catalog, Optional<PositionGuard> guard) {
    this.uri = uri;
    this.calls = calls;
    this.catalog = catalog;
    this.guard = guard;
  }

  /** Another writer may change the rows of earlier batches from now on. */
  void released() {
    rows.forget();
    deletions.forget();
  }

  /**
   * Makes the changes durable, but for the refused ones.
   *
   * @return the refused ones, by identity
   * @throws RefusedException if Milvus refuses all and blames none
   */
  Map<Change, CiderException> send(Batch batch) {
    Set<String> ids = ids(batch);
    rows.forget(row -> ids.contains(row.change().id()));
    deletions.forget(); // its row may be written again by now
    Map<Change, CiderException> refused = new IdentityHashMap<>(batch.refused());
    RejectedRowBisection<EncodedRow> upserts =
        new RejectedRowBisection<>(uri, row -> row.change().id(), false, rows);
    batch
        .upserts()
        .forEach(
            (collection, encoded) -> {
              List<EncodedRow> fresh = freshRows(collection, encoded);
              if (!fresh.isEmpty()) {
                upserts.send(fresh, some -> upsert(collection, some));
              }
            });
    upserts.refused().forEach((row, error) -> refused.put(row.change(), error));
    if (!batch.deletes().isEmpty()) {
      RejectedRowBisection<Change.Delete> deletes =
          new RejectedRowBisection<>(uri, Change.Delete::id, false, deletions);
      List<String> collections = catalog.collections();
      deletes.send(batch.deletes(), some -> collections.forEach(name -> delete(name, some)));
      refused.putAll(deletes.refused());
    }
    return refused;
  }

  private static Set<String> ids(Batch batch) {
    Set<String> ids = new HashSet<>();
    batch.upserts().values().forEach(some -> some.forEach(row -> ids.add(row.change().id())));
    batch.deletes().forEach(delete -> ids.add(delete.id()));
    return ids;
  }

  private List<EncodedRow> freshRows(String collection, List<EncodedRow> encoded) {
    if (guard.isEmpty()) {
      return encoded;
    }
    Set<String> outdated =
        guard.get().outdated(collection, encoded.stream().map(EncodedRow::change).toList());
    return encoded.stream().filter(row -> !outdated.contains(row.change().id())).toList();
  }

  private void upsert(String collection, List<EncodedRow> encoded) {
    List<JsonObject> data = new ArrayList<>(encoded.size());
    encoded.forEach(row -> data.add(row.json()));
    UpsertReq request = UpsertReq.builder().collectionName(collection).data(data).build();
    calls.write(
        "upsert %d rows to %s".formatted(data.size(), collection),
        client -> client.upsert(request));
  }

  private void delete(String collection, List<Change.Delete> deletes) {
    Set<String> outdated = guard.map(check -> check.outdated(collection, deletes)).orElse(Set.of());
    List<String> ids =
        deletes.stream().map(Change.Delete::id).filter(id -> !outdated.contains(id)).toList();
    if (ids.isEmpty()) {
      return;
    }
    DeleteReq request =
        DeleteReq.builder()
            .collectionName(collection)
            .partitionName(ONLY_PARTITION)
            .filter(Filters.idIn(ids))
            .build();
    calls.write("delete from " + collection, client -> client.delete(request));
  }
}
