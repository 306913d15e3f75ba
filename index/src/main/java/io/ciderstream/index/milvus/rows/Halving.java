package io.ciderstream.index.milvus.rows;

import io.ciderstream.index.milvus.Failures;
import io.ciderstream.index.milvus.RefusedException;
import io.ciderstream.index.rows.PreparedChange;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Halves what is refused until the rows at fault stand alone. A refusal whose code does not blame
 * the rows is held against a row only if the server took another row of the same batch; else the
 * server is taken to be unwell. One thread, one batch.
 */
final class Halving {
  private static final int COLLECTION_NOT_FOUND = 100;

  /** So many rows refused one by one for no clear reason, and none taken: it is the server. */
  private static final int ENOUGH = 4;

  private final Map<Prepared.Upsert, RefusedException> blamed = new LinkedHashMap<>();
  private final Map<Prepared.Upsert, RefusedException> unclear = new LinkedHashMap<>();
  private boolean taken;

  /**
   * @param call throws {@link RefusedException} if the server refuses
   * @throws RefusedException if the collection is gone, or the server refuses all and blames none
   */
  void send(List<Prepared.Upsert> rows, Consumer<List<Prepared.Upsert>> call) {
    try {
      call.accept(rows);
      taken = true;
    } catch (RefusedException e) {
      if (e.serverCode() == COLLECTION_NOT_FOUND) {
        throw e;
      }
      if (rows.size() == 1) {
        refuse(rows.getFirst(), e);
        return;
      }
      int half = rows.size() / 2;
      send(rows.subList(0, half), call);
      send(rows.subList(half, rows.size()), call);
    }
  }

  /**
   * The rows at fault, in order.
   *
   * @throws CiderException INDEX_UNAVAILABLE if no row was taken and the server blames none clearly
   */
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

  private void refuse(Prepared.Upsert row, RefusedException error) {
    if (error.isParameters()) {
      blamed.put(row, error);
      return;
    }
    unclear.put(row, error);
    if (!taken && unclear.size() >= ENOUGH) {
      throw error;
    }
  }

  private static CiderException refusal(Prepared.Upsert row, RefusedException error) {
    return new CiderException(
        ErrorCode.ROW_REFUSED, "Key %s: %s".formatted(row.key(), error.getMessage()), error);
  }
}
