package io.ciderstream.index.milvus.rows;

import io.ciderstream.index.milvus.Failures;
import io.ciderstream.index.milvus.RefusedException;
import io.ciderstream.index.rows.PreparedChange;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Halves what is refused until the rows at fault stand alone. A refusal whose code does not blame
 * the rows is held against a row only if it is refused once more in the end, while the server takes
 * another row of the same batch before and after; else the server is taken to be unwell. A request
 * that is too much for the server is halved too, down to one row, and blames none. One thread, one
 * batch.
 */
final class Halving {
  /** The collection or the partition is not found: nothing is wrong with the rows. */
  private static final Set<Integer> GONE = Set.of(100, 200);

  /** So many rows refused one by one for no clear reason, and none taken: it is the server. */
  private static final int ENOUGH = 4;

  private final Map<Prepared.Upsert, RefusedException> blamed = new LinkedHashMap<>();
  private final List<Unclear> unclear = new ArrayList<>();
  private Taken taken;

  private record Unclear(
      Prepared.Upsert row, Consumer<List<Prepared.Upsert>> call, RefusedException error) {}

  private record Taken(Prepared.Upsert row, Consumer<List<Prepared.Upsert>> call) {}

  /**
   * @param call throws {@link RefusedException} if the server refuses
   * @throws RefusedException if the collection or the partition is gone, or the server refuses all
   *     and blames none
   */
  void send(List<Prepared.Upsert> rows, Consumer<List<Prepared.Upsert>> call) {
    try {
      call.accept(rows);
      taken = new Taken(rows.getFirst(), call);
    } catch (RefusedException e) {
      if (GONE.contains(e.serverCode())) {
        throw e;
      }
      if (rows.size() == 1) {
        refuse(rows.getFirst(), call, e);
      } else {
        sendHalves(rows, call);
      }
    } catch (CiderException e) {
      if (rows.size() == 1 || !Failures.isTooMuch(e)) {
        throw e;
      }
      sendHalves(rows, call);
    }
  }

  private void sendHalves(List<Prepared.Upsert> rows, Consumer<List<Prepared.Upsert>> call) {
    int half = rows.size() / 2;
    send(rows.subList(0, half), call);
    send(rows.subList(half, rows.size()), call);
  }

  /**
   * The rows at fault, in order.
   *
   * @throws CiderException INDEX_UNAVAILABLE if the server blames none clearly, and no row was
   *     taken, or one that was is taken no more
   */
  Map<PreparedChange, CiderException> refused(String uri) {
    Map<PreparedChange, CiderException> refused = new LinkedHashMap<>();
    blamed.forEach((row, error) -> refused.put(row, refusal(row, error)));
    if (!unclear.isEmpty()) {
      requireWell(uri);
      List<Unclear> still = unclear.stream().filter(Halving::isRefusedAgain).toList();
      if (!still.isEmpty()) {
        requireWell(uri);
      }
      still.forEach(each -> refused.put(each.row(), refusal(each.row(), each.error())));
    }
    return refused;
  }

  private void requireWell(String uri) {
    if (taken == null) {
      throw unwell(uri, unclear.getFirst().error());
    }
    try {
      taken.call().accept(List.of(taken.row()));
    } catch (RefusedException e) {
      throw unwell(uri, e);
    }
  }

  private static CiderException unwell(String uri, RefusedException error) {
    return Failures.unavailable(uri, "write", error.getMessage(), error);
  }

  private static boolean isRefusedAgain(Unclear each) {
    try {
      each.call().accept(List.of(each.row()));
      return false;
    } catch (RefusedException e) {
      if (GONE.contains(e.serverCode())) {
        throw e;
      }
      return true;
    }
  }

  private void refuse(
      Prepared.Upsert row, Consumer<List<Prepared.Upsert>> call, RefusedException error) {
    if (error.isParameters()) {
      blamed.put(row, error);
      return;
    }
    unclear.add(new Unclear(row, call, error));
    if (taken == null && unclear.size() >= ENOUGH) {
      throw error;
    }
  }

  private static CiderException refusal(Prepared.Upsert row, RefusedException error) {
    return new CiderException(
        ErrorCode.ROW_REFUSED, "Key %s: %s".formatted(row.key(), error.getMessage()), error);
  }
}
