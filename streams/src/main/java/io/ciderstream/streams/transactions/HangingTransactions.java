package io.ciderstream.streams.transactions;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aborts transactions that stay open in a partition although their coordinator has ended them. What
 * they wrote was never committed, and is worked on again.
 */
public final class HangingTransactions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final Duration patience;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService checks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("hanging-transactions-", 0).factory());
  private final Map<OpenTransaction, Long> firstSeen = new HashMap<>();
  private final Set<OpenTransaction> refused = new HashSet<>();
  private boolean watching;

  /**
   * Creates the check.
   *
   * @param patience how long a transaction must have been open; the broker ends those of a dead
   *     producer before that
   * @param nanoTime the clock
   */
  public HangingTransactions(Duration patience, LongSupplier nanoTime) {
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  /**
   * Checks from now on, until this is closed; further calls do nothing.
   *
   * @param admin is asked; the caller closes it, after this
   * @param topics that the embedder writes in its transactions
   * @param transactionalIds with which its transactional ids begin
   */
  public synchronized void watch(Admin admin, List<String> topics, String transactionalIds) {
    if (watching) {
      return;
    }
    watching = true;
    TransactionAdmin transactions = new KafkaTransactionAdmin(admin, topics, transactionalIds);
    checks.scheduleWithFixedDelay(
        () -> tryCheck(transactions),
        INTERVAL.toMillis(),
        INTERVAL.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private void tryCheck(TransactionAdmin transactions) {
    try {
      check(transactions);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.debug("cannot look for transactions that hang", e);
    }
  }

  /** Aborts what is open for too long. */
  void check(TransactionAdmin transactions) throws InterruptedException {
    List<OpenTransaction> open = transactions.open();
    firstSeen.keySet().retainAll(open);
    refused.retainAll(open);
    long now = nanoTime.getAsLong();
    for (OpenTransaction transaction : open) {
      long since = firstSeen.computeIfAbsent(transaction, seen -> now);
      if (now - since >= patience.toNanos()
          && !refused.contains(transaction)
          && transactions.isForgotten(transaction)) {
        abort(transactions, transaction);
      }
    }
  }

  private void abort(TransactionAdmin transactions, OpenTransaction transaction)
      throws InterruptedException {
    String where =
        "--topic %s --partition %d --start-offset %d"
            .formatted(
                transaction.partition().topic(),
                transaction.partition().partition(),
                transaction.startOffset());
    if (transactions.abort(transaction)) {
      LOG.warn("aborted a transaction that its coordinator had ended and forgotten: {}", where);
    } else {
      refused.add(transaction);
      LOG.error(
          "readers of a partition wait for a transaction that its coordinator has ended and forgotten, and this role"
              + " may not abort it. Run kafka-transactions.sh abort {}, or allow the role ALTER on the cluster",
          where);
    }
  }

  @Override
  public void close() {
    checks.shutdownNow();
  }
}
