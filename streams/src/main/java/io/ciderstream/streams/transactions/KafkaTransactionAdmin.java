package io.ciderstream.streams.transactions;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a real broker, as {@code kafka-transactions.sh} does (KIP-664). One thread. */
final class KafkaTransactionAdmin implements TransactionAdmin {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaTransactionAdmin.class);
  private static final long ASK_SECONDS = 10;

  /** The states in which a coordinator writes no more markers. */
  private static final Set<TransactionState> ENDED =
      Set.of(
          TransactionState.EMPTY,
          TransactionState.COMPLETE_COMMIT,
          TransactionState.COMPLETE_ABORT);

  private final Admin admin;
  private final List<String> topics;
  private final String transactionalIds;
  private Set<String> denied = Set.of();

  KafkaTransactionAdmin(Admin admin, List<String> topics, String transactionalIds) {
    this.admin = admin;
    this.topics = List.copyOf(topics);
    this.transactionalIds = transactionalIds;
  }

  @Override
  public List<OpenTransaction> open() throws InterruptedException {
    Set<String> unread = new TreeSet<>();
    List<TopicPartition> partitions = new ArrayList<>();
    for (var topic : admin.describeTopics(topics).topicNameValues().entrySet()) {
      try {
        answer(topic.getValue())
            .partitions()
            .forEach(it -> partitions.add(new TopicPartition(topic.getKey(), it.partition())));
      } catch (AuthorizationException e) {
        unread.add(topic.getKey());
      } catch (ApiException e) {
        continue; // does not exist yet
      }
    }
    DescribeProducersResult producers = admin.describeProducers(partitions);
    List<OpenTransaction> open = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      try {
        add(partition, answer(producers.partitionResult(partition)), open);
      } catch (AuthorizationException e) {
        unread.add(partition.topic());
      } catch (ApiException e) {
        continue; // has no leader now
      }
    }
    sayOnce(unread);
    return open;
  }

  private void sayOnce(Set<String> unread) {
    if (!unread.isEmpty() && !unread.equals(denied)) {
      LOG.info(
          "transactions that hang in {} are not looked for, which needs READ on these topics",
          String.join(", ", unread));
    }
    denied = unread;
  }

  private static void add(
      TopicPartition partition, PartitionProducerState state, List<OpenTransaction> open) {
    for (ProducerState producer : state.activeProducers()) {
      producer
          .currentTransactionStartOffset()
          .ifPresent(
              start ->
                  open.add(
                      new OpenTransaction(
                          partition,
                          producer.producerId(),
                          (short) producer.producerEpoch(),
                          producer.coordinatorEpoch().orElse(0),
                          start)));
    }
  }

  @Override
  public boolean isForgotten(OpenTransaction transaction) throws InterruptedException {
    ListTransactionsOptions own =
        new ListTransactionsOptions().filterProducerIds(List.of(transaction.producerId()));
    for (TransactionListing listing : answerOf(admin.listTransactions(own).all())) {
      if (listing.transactionalId().startsWith(transactionalIds)) {
        return ENDED.contains(listing.state());
      }
    }
    return false;
  }

  @Override
  public boolean abort(OpenTransaction transaction) throws InterruptedException {
    AbortTransactionSpec spec =
        new AbortTransactionSpec(
            transaction.partition(),
            transaction.producerId(),
            transaction.producerEpoch(),
            transaction.coordinatorEpoch());
    try {
      answer(admin.abortTransaction(spec).all());
      return true;
    } catch (AuthorizationException e) {
      return false;
    } catch (ApiException e) {
      throw unavailable(e);
    }
  }

  private static <T> T answerOf(KafkaFuture<T> asked) throws InterruptedException {
    try {
      return answer(asked);
    } catch (ApiException e) {
      throw unavailable(e);
    }
  }

  private static <T> T answer(KafkaFuture<T> asked) throws InterruptedException {
    try {
      return asked.get(ASK_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ApiException refused) {
        throw refused;
      }
      throw unavailable(e.getCause());
    } catch (TimeoutException e) {
      throw unavailable(e);
    }
  }

  private static CiderException unavailable(Throwable cause) {
    return new CiderException(
        ErrorCode.BROKER_UNAVAILABLE,
        "The broker did not tell about transactions: %s.".formatted(cause),
        cause);
  }
}
