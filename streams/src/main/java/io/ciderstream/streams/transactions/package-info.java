/**
 * Ends transactions that a broker has forgotten. A transaction that a dead embedder left open is
 * aborted by the broker after its timeout. Kafka 4 skips the partitions that have no leader at that
 * moment (KAFKA-20734); readers of committed records then wait for them forever, and so do a
 * restart of the embedder and the sink. {@link
 * io.ciderstream.streams.transactions.HangingTransactions} looks for such transactions on its own
 * thread.
 */
package io.ciderstream.streams.transactions;
