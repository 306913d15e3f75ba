package io.ciderstream.streams.searcher;

import io.ciderstream.index.Consistency;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.Durations;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Calls to the index on pools of bounded size, one for each consistency: strong reads take long on
 * some servers and must not delay plain searches. A call whose time is over is interrupted, or
 * leaves the queue. Safe for use by several threads.
 */
final class IndexCalls implements AutoCloseable {
  /** Most calls of one consistency that wait for a thread. */
  static final int MAX_QUEUED = BoundedPool.MAX_QUEUED;

  private final DescriptorSearch index;
  private final Map<Consistency, BoundedPool> pools = new EnumMap<>(Consistency.class);

  /**
   * Creates the index calls.
   *
   * @param threads most calls of one consistency at a time
   */
  IndexCalls(DescriptorSearch index, int threads) {
    this.index = index;
    for (Consistency consistency : Consistency.values()) {
      String name = "search-%s-".formatted(consistency.name().toLowerCase(Locale.ROOT));
      pools.put(consistency, new BoundedPool(name, threads));
    }
  }

  /**
   * Calls and waits no longer than this.
   *
   * @param consistency of the reads that the question makes
   * @throws CiderException INDEX_UNAVAILABLE if it takes longer or too many calls wait already, and
   *     what the call throws
   */
  <T> T call(Consistency consistency, Function<DescriptorSearch, T> question, Duration timeout)
      throws InterruptedException {
    try {
      return pools.get(consistency).call(() -> question.apply(index), timeout);
    } catch (RejectedExecutionException e) {
      throw new CiderException(
          ErrorCode.INDEX_UNAVAILABLE, "%d calls wait already.".formatted(MAX_QUEUED), e);
    } catch (TimeoutException e) {
      throw new CiderException(
          ErrorCode.INDEX_UNAVAILABLE,
          "No answer came within %s from the server of %s."
              .formatted(Durations.text(timeout), IndexSettings.URI),
          e);
    }
  }

  /** Returns how many calls wait for a thread or have one. */
  int pending(Consistency consistency) {
    return pools.get(consistency).pending();
  }

  @Override
  public void close() {
    pools.values().forEach(BoundedPool::close);
  }
}
