package io.ciderstream.streams.searcher;

import io.ciderstream.index.Consistency;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.Durations;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Calls to the index on pools of bounded size, one for plain searches and one for reads that wait:
 * strong reads take long on some servers and must not delay plain searches. A call whose time is
 * over is interrupted, or leaves the queue. Safe for use by several threads.
 */
final class IndexCalls implements AutoCloseable {
  /** Most calls of a pool that wait for a thread. */
  static final int MAX_QUEUED = BoundedPool.MAX_QUEUED;

  private final DescriptorSearch index;
  private final BoundedPool bounded;
  private final BoundedPool waiting;

  /**
   * Creates the index calls.
   *
   * @param threads most calls of a pool at a time
   */
  IndexCalls(DescriptorSearch index, int threads) {
    this.index = index;
    this.bounded = new BoundedPool("search-bounded-", threads);
    this.waiting = new BoundedPool("search-strong-", threads);
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
      return pool(consistency).call(() -> question.apply(index), timeout);
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
    return pool(consistency).pending();
  }

  private BoundedPool pool(Consistency consistency) {
    return consistency.waits() ? waiting : bounded;
  }

  @Override
  public void close() {
    bounded.close();
    waiting.close();
  }
}
