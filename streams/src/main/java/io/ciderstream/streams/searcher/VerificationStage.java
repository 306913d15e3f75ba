package io.ciderstream.streams.searcher;

import io.ciderstream.index.Row;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.streams.runtime.RoleMeter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Verifies the candidates of queries on a bounded pool, since it computes for some milliseconds a
 * query. Safe for use by several threads.
 */
final class VerificationStage implements AutoCloseable {
  private final BoundedPool pool;
  private final RoleMeter meter;
  private final int expansion;

  /**
   * Creates the stage.
   *
   * @param options how many queries are verified at a time, and by how many matches they are
   *     expanded
   * @param meter is notified of what was verified
   */
  VerificationStage(SearcherOptions.Verification options, RoleMeter meter) {
    this.pool = new BoundedPool("verify-", options.threads());
    this.expansion = options.expansion();
    this.meter = meter;
  }

  /**
   * Verifies the first matches and orders all.
   *
   * @param verifier of the query
   * @param count how many are verified
   * @throws CiderException EMBEDDER_BUSY if it takes longer or too many queries wait already
   */
  List<RankedMatch> verify(
      MatchVerifier verifier, List<RankedMatch> matches, int count, Duration timeout)
      throws InterruptedException {
    List<RankedMatch> ranked;
    try {
      ranked = pool.call(() -> verifier.verify(matches, count), timeout);
    } catch (RejectedExecutionException e) {
      throw new CiderException(
          ErrorCode.EMBEDDER_BUSY,
          "%d queries wait for their verification.".formatted(BoundedPool.MAX_QUEUED),
          e);
    } catch (TimeoutException e) {
      throw new CiderException(
          ErrorCode.EMBEDDER_BUSY, "Its matches were not verified in the query's time.", e);
    }
    meter.verified(verifier.compared(), verifier.verified());
    return ranked;
  }

  /**
   * Returns the matches to expand a query by: the first that are verified, without the image that
   * is searched with.
   */
  List<ImageId> toExpandBy(List<RankedMatch> ranked, Optional<Row> own) {
    return ranked.stream()
        .filter(match -> match.verification().filter(MatchVerification::verified).isPresent())
        .map(match -> match.row().id())
        .filter(id -> own.filter(row -> row.id().equals(id)).isEmpty())
        .limit(expansion)
        .toList();
  }

  @Override
  public void close() {
    pool.close();
  }
}
