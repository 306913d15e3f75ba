package io.ciderstream.index.write;

import io.ciderstream.index.calls.Failures;
import io.ciderstream.index.calls.RefusedException;
import io.ciderstream.index.write.BisectionMemory.Accepted;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Halves rejected requests until each invalid row is alone. If the code of a refusal does not blame
 * the row, the row is blamed only if it is rejected again at the end, while the server accepts
 * another row before and after: one of the same batch, or the last one accepted earlier. Without
 * such a row, it is tried for {@link BisectionMemory#BLAME_DELAY} and then blamed, because it would
 * block its partition forever; more than a few such rows at once count as a failing server. A
 * request that is too large for the server is halved too, down to one row, and blames no row. One
 * thread, one batch.
 *
 * @param <R> a row
 */
final class RejectedRowBisection<R> {
  /** The codes for a missing collection or partition, which do not blame the rows. */
  private static final Set<Integer> MISSING = Set.of(100, 200);

  /** The rows rejected without a clear reason, and none accepted, that mean a failing server. */
  private static final int FAILING_SERVER_ROWS = 4;

  private final String uri;
  private final Function<R, String> name;
  private final boolean codesBlameRows;
  private final BisectionMemory<R> memory;
  private final Map<R, RefusedException> blamed = new LinkedHashMap<>();
  private final List<UnclearRefusal<R>> unclear = new ArrayList<>();
  private boolean accepted;

  private record UnclearRefusal<R>(R row, Consumer<List<R>> call, RefusedException error) {}

  /**
   * Creates the bisection of one batch.
   *
   * @param uri of the server, for messages
   * @param name returns a row's key, for messages
   * @param codesBlameRows whether a code for invalid parameters blames a row at once; false if
   *     every row is encoded in the same valid form
   * @param memory what is known from earlier batches
   */
  RejectedRowBisection(
      String uri, Function<R, String> name, boolean codesBlameRows, BisectionMemory<R> memory) {
    this.uri = uri;
    this.name = name;
    this.codesBlameRows = codesBlameRows;
    this.memory = memory;
  }

  /**
   * Sends rows, in one call if the server accepts it.
   *
   * @param call throws {@link RefusedException} if the server rejects it
   * @throws RefusedException if the collection or the partition is missing, or the server rejects
   *     all rows without blaming any
   */
  void send(List<R> rows, Consumer<List<R>> call) {
    try {
      call.accept(rows);
      accepted = true;
      memory.accepted(new Accepted<>(rows.get(0), call));
    } catch (RefusedException e) {
      if (MISSING.contains(e.serverCode())) {
        throw e;
      }
      if (rows.size() == 1) {
        blameOrRemember(rows.get(0), call, e);
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

  private void sendHalves(List<R> rows, Consumer<List<R>> call) {
    int half = rows.size() / 2;
    send(rows.subList(0, half), call);
    send(rows.subList(half, rows.size()), call);
  }

  /**
   * Returns the rejected rows, in order.
   *
   * @throws CiderException INDEX_UNAVAILABLE if the server does not clearly blame a row, and has
   *     accepted no other
   */
  Map<R, CiderException> refused() {
    Map<R, CiderException> refused = new LinkedHashMap<>();
    blamed.forEach((row, error) -> refused.put(row, refusal(row, error)));
    if (!unclear.isEmpty()) {
      for (UnclearRefusal<R> each : confirmed()) {
        refused.put(each.row(), refusal(each.row(), each.error()));
      }
    }
    return refused;
  }

  private List<UnclearRefusal<R>> confirmed() {
    if (memory.accepted().isEmpty()) {
      requireBlameable();
      return unclear;
    }
    requireHealthy();
    List<UnclearRefusal<R>> still = unclear.stream().filter(this::isRejectedAgain).toList();
    if (!still.isEmpty()) {
      requireHealthy();
    }
    return still;
  }

  private void requireBlameable() {
    boolean blameable = unclear.size() < FAILING_SERVER_ROWS;
    for (UnclearRefusal<R> each : unclear) {
      blameable &= memory.canBlame(name.apply(each.row()));
    }
    if (!blameable) {
      throw unavailable(unclear.get(0).error());
    }
  }

  private void requireHealthy() {
    Accepted<R> witness = memory.accepted().orElseThrow(() -> unavailable(unclear.get(0).error()));
    try {
      witness.call().accept(List.of(witness.row()));
    } catch (RefusedException e) {
      if (MISSING.contains(e.serverCode())) {
        memory.forget();
      }
      throw unavailable(e);
    }
  }

  private CiderException unavailable(RefusedException error) {
    return Failures.unavailable(uri, "write", error.getMessage(), error);
  }

  private boolean isRejectedAgain(UnclearRefusal<R> each) {
    try {
      each.call().accept(List.of(each.row()));
      return false;
    } catch (RefusedException e) {
      if (MISSING.contains(e.serverCode())) {
        throw e;
      }
      return true;
    }
  }

  private void blameOrRemember(R row, Consumer<List<R>> call, RefusedException error) {
    if (codesBlameRows && error.isParameters()) {
      blamed.put(row, error);
      return;
    }
    unclear.add(new UnclearRefusal<>(row, call, error));
    // a row of an earlier batch may show that the server works, but only once in so many rows
    if (!accepted && unclear.size() == FAILING_SERVER_ROWS) {
      if (memory.accepted().isEmpty()) {
        throw error;
      }
      requireHealthy();
    }
  }

  private CiderException refusal(R row, RefusedException error) {
    return new CiderException(
        ErrorCode.ROW_REFUSED, "Key %s: %s".formatted(name.apply(row), error.getMessage()), error);
  }
}
