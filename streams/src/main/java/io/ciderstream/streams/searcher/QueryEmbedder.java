package io.ciderstream.streams.searcher;

import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.streams.runtime.Futures;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;

/**
 * Embeds pictures of queries, some at a time, in the order in which they come. After an outage may
 * be hundreds: begun all at once, they would use up their time waiting for each other. Safe for use
 * by several threads.
 */
final class QueryEmbedder {
  private static final int FEWEST_AT_A_TIME = 16;

  private final ImageEmbedder embedder;
  private final Semaphore turns;

  /** Creates one that keeps every processor busy. */
  QueryEmbedder(ImageEmbedder embedder) {
    this(embedder, Math.max(FEWEST_AT_A_TIME, 2 * Runtime.getRuntime().availableProcessors()));
  }

  /**
   * Creates one.
   *
   * @param atATime most pictures that the embedder has at a time
   */
  QueryEmbedder(ImageEmbedder embedder, int atATime) {
    this.embedder = embedder;
    this.turns = new Semaphore(atATime, true);
  }

  /**
   * Embeds within the query's time, which does not run while others have their turn.
   *
   * @throws CiderException EMBEDDER_BUSY if the time is over; DEADLINE_PASSED; INPUT codes
   */
  Embedding embed(byte[] picture, Optional<BoundingBox> region, Limits limits)
      throws InterruptedException {
    limits.awaitTurn(turns);
    try {
      return Futures.await(embedder.embed(picture, region, Priority.QUERY), limits.left());
    } catch (TimeoutException e) {
      throw new CiderException(ErrorCode.EMBEDDER_BUSY, "The query's time is over.", e);
    } finally {
      turns.release();
    }
  }
}
