package io.ciderstream.streams.transactions;

import io.ciderstream.schemas.CiderException;
import java.util.List;

/** What a broker knows of transactions. */
interface TransactionAdmin {
  /**
   * Returns the transactions that partitions of the topics wait for; of topics that may not be
   * read, none.
   *
   * @throws CiderException BROKER_UNAVAILABLE
   */
  List<OpenTransaction> open() throws InterruptedException;

  /**
   * Returns whether this embedder's group began a transaction that its coordinator regards as
   * ended.
   *
   * @throws CiderException BROKER_UNAVAILABLE
   */
  boolean isForgotten(OpenTransaction transaction) throws InterruptedException;

  /**
   * Writes the marker that the partition waits for.
   *
   * @return false if this is not allowed
   * @throws CiderException BROKER_UNAVAILABLE
   */
  boolean abort(OpenTransaction transaction) throws InterruptedException;
}
