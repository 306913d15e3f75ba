package io.ciderstream.client;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.DaemonThread;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.avro.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads the reply topic on one thread and completes the futures of those replies that were asked
 * for here. Other clients' replies are skipped by their correlation id, undecoded.
 */
final class ReplyReader implements AutoCloseable {
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);
  private static final long PAUSE_MS = 1_000;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final PendingReplies pending;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /**
   * Seeks to the topic's end before it returns, so that no reply to a later query is missed.
   *
   * @param consumer is closed with this
   * @param brokers their addresses, for messages
   * @throws CiderException TOPIC_MISMATCH if there is no such topic; BROKER_UNAVAILABLE
   */
  ReplyReader(
      Consumer<byte[], byte[]> consumer,
      String brokers,
      String topic,
      Function<byte[], Reply> decoder) {
    this.consumer = consumer;
    this.pending = new PendingReplies(decoder);
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new CiderException(
            ErrorCode.TOPIC_MISMATCH, "There is no reply topic %s.".formatted(topic));
      }
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
    } catch (KafkaException e) {
      throw new CiderException(
          ErrorCode.BROKER_UNAVAILABLE,
          "The reply topic %s cannot be read from %s: %s."
              .formatted(topic, brokers, e.getMessage()),
          e);
    }
    thread = DaemonThread.start("cider-replies", this::run);
  }

  /** Returns the reply of that correlation id, when it comes. */
  CompletableFuture<Reply> await(String correlation) {
    CompletableFuture<Reply> reply = pending.await(correlation);
    if (closing.getCount() == 0) {
      failAll("The client is closed.", null);
    }
    return reply;
  }

  int waiting() {
    return pending.size();
  }

  private void run() {
    while (closing.getCount() > 0) {
      try {
        for (ConsumerRecord<byte[], byte[]> reply : consumer.poll(POLL_TIMEOUT)) {
          pending.take(reply);
        }
      } catch (WakeupException e) {
        // woken up to check whether it is closing
      } catch (KafkaException e) {
        failAll("The reply topic cannot be read: %s.".formatted(e.getMessage()), e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      closing.await(PAUSE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void failAll(String detail, Throwable cause) {
    pending.failAll(new CiderException(ErrorCode.BROKER_UNAVAILABLE, detail, cause));
  }

  /** Fails the queries that still wait. */
  @Override
  public void close() {
    closing.countDown();
    consumer.wakeup();
    try {
      thread.join(CLOSE_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    failAll("The client is closed.", null);
    if (!thread.isAlive()) {
      consumer.close();
    }
  }
}
