package io.ciderstream.streams.searcher;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.RecordPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One {@link Serving} for each target that was ever current: the queries that began with an earlier
 * one end with it. Safe for use by several threads.
 */
final class Servings implements AutoCloseable {
  private static final Set<ErrorCode> LOST =
      Set.of(ErrorCode.INDEX_UNAVAILABLE, ErrorCode.MODEL_MISMATCH);

  private record Served(SearchTarget target, Serving serving) {}

  private final SearchTargets targets;
  private final Function<SearchTarget, Serving> opening;
  private final List<Served> served = new ArrayList<>();
  private volatile Optional<Serving> latest = Optional.empty();

  /**
   * Creates servings.
   *
   * @param opening creates the serving of a target
   */
  Servings(SearchTargets targets, Function<SearchTarget, Serving> opening) {
    this.targets = targets;
    this.opening = opening;
  }

  /**
   * Returns the one for a query that begins now.
   *
   * @throws io.ciderstream.schemas.CiderException see {@link SearchTargets#current}
   */
  Serving current(Duration limit) throws InterruptedException {
    Serving current = of(targets.current(limit));
    latest = Optional.of(current);
    return current;
  }

  /** Returns the positions that the current one is known to hold, for an answer without matches. */
  List<RecordPosition> held() {
    return latest.map(serving -> serving.answerer().held()).orElse(List.of());
  }

  /** Waits until the current one holds a position, as {@link PositionWatcher#await} does. */
  void await(RecordPosition position, Duration left) throws InterruptedException {
    current(left).positions().await(position, left);
  }

  /** Notes a failure: the collection that was served may be gone. */
  void failed(Throwable failure) {
    if (failure instanceof CiderException known && LOST.contains(known.code())) {
      targets.failed();
    }
  }

  private synchronized Serving of(SearchTarget target) {
    for (Served each : served) {
      if (each.target() == target) {
        return each.serving();
      }
    }
    Serving opened = opening.apply(target);
    served.add(new Served(target, opened));
    return opened;
  }

  @Override
  public synchronized void close() {
    served.forEach(each -> each.serving().close());
  }
}
