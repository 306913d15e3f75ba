package io.ciderstream.index.milvus.rows;

import io.ciderstream.index.milvus.Failures;
import io.ciderstream.index.milvus.MilvusCalls;
import io.ciderstream.index.milvus.RefusedException;
import io.ciderstream.index.rows.PreparedChange;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.index.rows.Target;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.UpsertReq;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends one batch. A refused upsert is halved until the rows at fault stand alone. A refusal whose
 * code does not blame the rows is held against a row only if the server took another row of the
 * same batch; else the server is taken to be unwell.
 */
final class Sending {
  private static final int COLLECTION_NOT_FOUND = 100;

  /** So many rows refused one by one for no clear reason, and none taken: it is the server. */
  private static final int ENOUGH = 4;

  private final MilvusCalls calls;
  private final String uri;

  Sending(MilvusCalls calls, String uri) {
    this.calls = calls;
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
      delete(target, Keys.filter(layout.key(), deletes));
    }
    Outcome outcome = new Outcome();
    upserts.forEach((partition, rows) -> upsert(target, partition, rows, outcome));
    return outcome.refused(uri);
  }

  private void delete(Target target, String filter) {
    var request = DeleteReq.builder().collectionName(target.collection()).filter(filter);
    if (!target.database().isEmpty()) {
      request.databaseName(target.database());
    }
    DeleteReq built = request.build();
    calls.call("delete from " + target, client -> client.delete(built));
  }

  private void upsert(
      Target target, Optional<String> partition, List<Prepared.Upsert> rows, Outcome outcome) {
    var request =
        UpsertReq.builder()
            .collectionName(target.collection())
            .data(rows.stream().map(Prepared.Upsert::json).toList());
    partition.ifPresent(request::partitionName);
    if (!target.database().isEmpty()) {
      request.databaseName(target.database());
    }
    UpsertReq built = request.build();
    try {
      calls.call(
          "upsert %d rows to %s".formatted(rows.size(), target), client -> client.upsert(built));
      outcome.taken = true;
    } catch (RefusedException e) {
      if (e.serverCode() == COLLECTION_NOT_FOUND) {
        throw e;
      }
      if (rows.size() == 1) {
        outcome.refuse(rows.getFirst(), e);
        return;
      }
      int half = rows.size() / 2;
      upsert(target, partition, rows.subList(0, half), outcome);
      upsert(target, partition, rows.subList(half, rows.size()), outcome);
    }
  }

  private static final class Outcome {
    private final Map<Prepared.Upsert, RefusedException> blamed = new LinkedHashMap<>();
    private final Map<Prepared.Upsert, RefusedException> unclear = new LinkedHashMap<>();
    private boolean taken;

    void refuse(Prepared.Upsert row, RefusedException error) {
      if (error.isParameters()) {
        blamed.put(row, error);
        return;
      }
      unclear.put(row, error);
      if (!taken && unclear.size() >= ENOUGH) {
        throw error;
      }
    }

    Map<PreparedChange, CiderException> refused(String uri) {
      if (!taken && !unclear.isEmpty()) {
        RefusedException error = unclear.values().iterator().next();
        throw Failures.unavailable(uri, "write", error.getMessage(), error);
      }
      Map<PreparedChange, CiderException> refused = new LinkedHashMap<>();
      blamed.forEach((row, error) -> refused.put(row, refusal(row, error)));
      unclear.forEach((row, error) -> refused.put(row, refusal(row, error)));
      return refused;
    }

    private static CiderException refusal(Prepared.Upsert row, RefusedException error) {
      return new CiderException(
          ErrorCode.ROW_REFUSED, "Key %s: %s".formatted(row.key(), error.getMessage()), error);
    }
  }
}
