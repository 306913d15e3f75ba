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
 * Halves what is refused until the rows at fault are alone. A refusal whose code does not blame the
 * rows is held against a row only if it is refused once more in the end, while the server accepts
 * another row before and after: one of the same batch, or the last one that was accepted before.
 * Where there is neither, the row is tried for {@link BisectionMemory#PATIENCE} and then blamed all
 * the same, as it would stop its partition for ever; more than a few such rows at once count as a
 * failing server. A request that is too large for the server is halved too, down to one row, and
 * blames none. One thread, one batch.
 *
 * @param <R> a row
 */
public final class RejectedRowBisection<R> {
  /** The collection or the partition is not found: nothing is wrong with the rows. */
  private static final Set<Integer> GONE = Set.of(100, 200);

  /** So many rows refused one by one for no clear reason, and none accepted: it is the server. */
  private static final int TOO_MANY = 4;

  private final String uri;
  private final Function<R, String> name;
  private final boolean codesBlameRows;
  private final BisectionMemory<R> memory;
  private final Map<R, RefusedException> blamed = new LinkedHashMap<>();
  private final List<Unclear<R>> unclear = new ArrayList<>();
  private boolean accepted;

  private record Unclear<R>(R row, Consumer<List<R>> call, RefusedException error) {}

  /**
   * @param uri of the server, for messages
   * @param name a row's key, for messages
   * @param codesBlameRows whether a code for wrong parameters blames a row at once; false if the
   *     rows were made by rules that any row fits
   * @param memory what earlier batches showed
   */
  public RejectedRowBisection(
      String uri, Function<R, String> name, boolean codesBlameRows, BisectionMemory<R> memory) {
    this.uri = uri;
    this.name = name;
    this.codesBlameRows = codesBlameRows;
    this.memory = memory;
  }

  /**
   * Sends rows, in one call if it is accepted.
   *
   * @param call throws {@link RefusedException} if the server refuses
   * @throws RefusedException if the collection or the partition is gone, or the server refuses all
   *     and blames none
   */
  public void send(List<R> rows, Consumer<List<R>> call) {
    try {
      call.accept(rows);
      accepted = true;
      memory.accepted(new Accepted<>(rows.getFirst(), call));
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

  private void sendHalves(List<R> rows, Consumer<List<R>> call) {
    int half = rows.size() / 2;
    send(rows.subList(0, half), call);
    send(rows.subList(half, rows.size()), call);
  }

  /**
   * Returns the rows at fault, in order.
   *
   * @throws CiderException INDEX_UNAVAILABLE if the server blames none clearly, and no row shows
   *     that it accepts others
   */
  public Map<R, CiderException> refused() {
    Map<R, CiderException> refused = new LinkedHashMap<>();
    blamed.forEach((row, error) -> refused.put(row, refusal(row, error)));
    if (!unclear.isEmpty()) {
      for (Unclear<R> each : judged()) {
        refused.put(each.row(), refusal(each.row(), each.error()));
      }
    }
    return refused;
  }

  private List<Unclear<R>> judged() {
    if (memory.accepted().isEmpty()) {
      requireBeyondPatience();
      return unclear;
    }
    requireHealthy();
    List<Unclear<R>> still = unclear.stream().filter(this::isRefusedAgain).toList();
    if (!still.isEmpty()) {
      requireHealthy();
    }
    return still;
  }

  private void requireBeyondPatience() {
    boolean beyond = unclear.size() < TOO_MANY;
    for (Unclear<R> each : unclear) {
      beyond &= memory.isBeyondPatience(name.apply(each.row()));
    }
    if (!beyond) {
      throw unavailable(unclear.getFirst().error());
    }
  }

  private void requireHealthy() {
    Accepted<R> witness =
        memory.accepted().orElseThrow(() -> unavailable(unclear.getFirst().error()));
    try {
      witness.call().accept(List.of(witness.row()));
    } catch (RefusedException e) {
      if (GONE.contains(e.serverCode())) {
        memory.forget();
      }
      throw unavailable(e);
    }
  }

  private CiderException unavailable(RefusedException error) {
    return Failures.unavailable(uri, "write", error.getMessage(), error);
  }

  private boolean isRefusedAgain(Unclear<R> each) {
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

  private void refuse(R row, Consumer<List<R>> call, RefusedException error) {
    if (codesBlameRows && error.isParameters()) {
      blamed.put(row, error);
      return;
    }
    unclear.add(new Unclear<>(row, call, error));
    // a row of an earlier batch may speak for the server, but only once in every so many
    if (!accepted && unclear.size() == TOO_MANY) {
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
