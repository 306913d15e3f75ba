package io.ciderstream.index.write;

import com.google.gson.JsonObject;
import io.ciderstream.index.calls.MilvusCalls;
import io.ciderstream.index.calls.RefusedException;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.schemas.CiderException;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.UpsertReq;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Sends one batch: deletions first, then rows in one call for each collection and partition, then,
 * if rows may change their partition, deletions of older rows in the other partitions. So a key may
 * exist twice for a moment but is never missing, and a rejected row leaves the older one. Milvus
 * Lite supports the opposite order only. Isolates the changes that Milvus rejects. One thread at a
 * time, not always the same.
 */
public final class BatchSender {
  private final String uri;
  private final MilvusCalls calls;
  private final Partitions partitions;
  private final Optional<PositionGuard> guard;
  private final boolean codesBlameRows;
  private final BisectionMemory<EncodedChange.Upsert> rows =
      new BisectionMemory<>(System::nanoTime);
  private final BisectionMemory<EncodedChange.Delete> deletions =
      new BisectionMemory<>(System::nanoTime);

  /**
   * Creates a sender.
   *
   * @param uri of the server, for messages
   * @param guard skips changes that are older than the stored rows
   * @param codesBlameRows see {@link RejectedRowBisection}
   */
  public BatchSender(
      String uri,
      MilvusCalls calls,
      Partitions partitions,
      Optional<PositionGuard> guard,
      boolean codesBlameRows) {
    this.uri = uri;
    this.calls = calls;
    this.partitions = partitions;
    this.guard = guard;
    this.codesBlameRows = codesBlameRows;
  }

  /** Notifies the sender that another writer may change the rows of earlier batches from now on. */
  public void released() {
    rows.forget();
    deletions.forget();
  }

  /**
   * Makes the valid changes durable.
   *
   * @param batch at most one change to a key
   * @param deleteFrom returns the collections that deletions go to
   * @return the rejected changes, by identity, with the reason
   * @throws RefusedException if Milvus rejects all changes without blaming any
   */
  public Map<EncodedChange, CiderException> send(
      List<EncodedChange> batch, Supplier<List<Destination>> deleteFrom) {
    Set<RowKey> keys = batch.stream().map(EncodedChange::key).collect(Collectors.toSet());
    rows.forget(row -> keys.contains(row.key()));
    deletions.forget(); // its row may exist again by now
    List<EncodedChange.Delete> deletes = new ArrayList<>();
    List<EncodedChange.Upsert> upserts = new ArrayList<>();
    for (EncodedChange change : batch) {
      if (change instanceof EncodedChange.Upsert upsert) {
        upserts.add(upsert);
      } else {
        deletes.add((EncodedChange.Delete) change);
      }
    }
    Map<EncodedChange, CiderException> refused = new LinkedHashMap<>();
    if (!deletes.isEmpty()) {
      refused.putAll(delete(deletes, deleteFrom.get()));
    }
    refused.putAll(upsert(byDestination(upserts)));
    return refused;
  }

  /** Groups rows by their collection and partition, in order. */
  static Map<Destination, List<EncodedChange.Upsert>> byDestination(
      List<EncodedChange.Upsert> upserts) {
    return upserts.stream()
        .collect(
            Collectors.groupingBy(
                EncodedChange.Upsert::destination, LinkedHashMap::new, Collectors.toList()));
  }

  private Map<EncodedChange.Delete, CiderException> delete(
      List<EncodedChange.Delete> deletes, List<Destination> destinations) {
    RejectedRowBisection<EncodedChange.Delete> bisection =
        new RejectedRowBisection<>(uri, change -> change.key().toString(), false, deletions);
    bisection.send(
        deletes,
        some ->
            destinations.forEach(
                destination -> delete(destination, keys(fresh(destination, some)))));
    return bisection.refused();
  }

  private Map<EncodedChange.Upsert, CiderException> upsert(
      Map<Destination, List<EncodedChange.Upsert>> upserts) {
    upserts.replaceAll(this::fresh);
    if (partitions.clearBefore()) {
      upserts.forEach((destination, some) -> delete(destination, keys(some)));
    }
    RejectedRowBisection<EncodedChange.Upsert> bisection =
        new RejectedRowBisection<>(uri, row -> row.key().toString(), codesBlameRows, rows);
    upserts.forEach(
        (destination, fresh) -> {
          if (!fresh.isEmpty()) {
            bisection.send(fresh, some -> upsert(destination, some));
          }
        });
    Map<EncodedChange.Upsert, CiderException> refused = bisection.refused();
    if (partitions.clearAfter()) {
      upserts.forEach(
          (destination, some) ->
              deleteElsewhere(
                  destination,
                  keys(some.stream().filter(row -> !refused.containsKey(row)).toList())));
    }
    return refused;
  }

  /** Returns the changes that are not older than the stored rows. */
  private <T extends EncodedChange> List<T> fresh(Destination destination, List<T> changes) {
    if (guard.isEmpty()) {
      return changes;
    }
    Set<RowKey> outdated = guard.get().outdated(destination, changes);
    return changes.stream().filter(change -> !outdated.contains(change.key())).toList();
  }

  private static List<RowKey> keys(List<? extends EncodedChange> changes) {
    return changes.stream().<RowKey>map(EncodedChange::key).toList();
  }

  /** Deletes the keys from the other partitions, as Milvus stores a key once in each. */
  private void deleteElsewhere(Destination written, List<RowKey> keys) {
    String own = written.partition().orElse(Partitions.DEFAULT);
    for (String partition : partitions.all(written.target())) {
      if (!own.equals(partition)) {
        delete(written, Optional.of(partition), keys);
      }
    }
  }

  private void delete(Destination destination, List<RowKey> keys) {
    partitions
        .toDeleteFrom(destination.target())
        .forEach(partition -> delete(destination, partition, keys));
  }

  private void delete(
      Destination destination, Optional<String> partition, Collection<RowKey> keys) {
    if (keys.isEmpty()) {
      return;
    }
    var request =
        DeleteReq.builder()
            .collectionName(destination.target().collection())
            .filter(RowKeys.filter(destination.key(), keys));
    partition.ifPresent(request::partitionName);
    if (!destination.target().database().isEmpty()) {
      request.databaseName(destination.target().database());
    }
    DeleteReq built = request.build();
    calls.write("delete from " + destination.target(), client -> client.delete(built));
  }

  private void upsert(Destination destination, List<EncodedChange.Upsert> rows) {
    List<JsonObject> data = new ArrayList<>(rows.size());
    rows.forEach(row -> data.add(row.json()));
    var request = UpsertReq.builder().collectionName(destination.target().collection()).data(data);
    destination.partition().ifPresent(request::partitionName);
    if (!destination.target().database().isEmpty()) {
      request.databaseName(destination.target().database());
    }
    calls.upsert(
        "upsert %d rows to %s".formatted(rows.size(), destination.target()),
        request.build(),
        vectors(rows));
  }

  private static Map<String, List<float[]>> vectors(List<EncodedChange.Upsert> rows) {
    Map<String, List<float[]>> vectors = new LinkedHashMap<>();
    for (String field : rows.get(0).vectors().keySet()) {
      vectors.put(field, rows.stream().map(row -> row.vectors().get(field)).toList());
    }
    return vectors;
  }
}
