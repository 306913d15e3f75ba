package io.ciderstream.streams.searcher;

import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.Durations;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.streams.runtime.Futures;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Calls to the index on a pool of bounded size.
 *
 * @param index the index
 * @param pool runs the calls
 */
record IndexCalls(DescriptorSearch index, ExecutorService pool) {

  /**
   * Calls and waits no longer than this.
   *
   * @throws CiderException INDEX_UNAVAILABLE if it takes longer, and what the call throws
   */
  <T> T call(Function<DescriptorSearch, T> question, Duration timeout) throws InterruptedException {
    try {
      return Futures.await(pool.submit(() -> question.apply(index)), timeout);
    } catch (TimeoutException e) {
      throw new CiderException(
          ErrorCode.INDEX_UNAVAILABLE,
          "No answer within %s.".formatted(Durations.text(timeout)),
          e);
    }
  }
}
