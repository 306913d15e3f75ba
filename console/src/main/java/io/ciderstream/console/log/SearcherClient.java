package io.ciderstream.console.log;

import io.ciderstream.client.PendingReplies;
import io.ciderstream.client.follow.TopicFollower;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.Durations;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.avro.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends queries and waits for their replies, which one consumer reads. Any thread. Not a {@link
 * io.ciderstream.client.CiderClient}, because the console serves before the brokers are reached,
 * and sends bare pictures unchanged.
 */
public final class SearcherClient implements AutoCloseable {
  private final String prefix = "console-" + UUID.randomUUID() + "-";
  private final AtomicLong next = new AtomicLong();
  private final PendingReplies pending;
  private final TopicFollower thread;

  /**
   * Starts to read at the end of the topic.
   *
   * @param decoder reads a value of the topic
   */
  public SearcherClient(
      Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers,
      String topic,
      Function<byte[], Reply> decoder) {
    this.pending = new PendingReplies(decoder);
    this.thread =
        new TopicFollower(
            "console-replies",
            consumers,
            List.of(topic),
            (consumer, partitions) -> {
              consumer.seekToEnd(partitions);
              partitions.forEach(consumer::position);
            },
            pending::take);
  }

  /**
   * Sends a query and waits for its reply.
   *
   * @param query gets a correlation id
   * @param send produces it
   * @throws CiderException BROKER_UNAVAILABLE if no reply came in time, and what the sender throws
   */
  public Reply ask(
      ProducerRecord<byte[], byte[]> query,
      Consumer<ProducerRecord<byte[], byte[]>> send,
      Duration timeout) {
    if (!isListening()) {
      throw new CiderException(
          ErrorCode.BROKER_UNAVAILABLE, "The reply topic is not read yet; send the query again.");
    }
    String correlation = prefix + next.incrementAndGet();
    CompletableFuture<Reply> reply = pending.await(correlation);
    try {
      query
          .headers()
          .add(HeaderNames.CORRELATION_ID, correlation.getBytes(StandardCharsets.US_ASCII));
      send.accept(query);
      return reply.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CiderException known
          ? known
          : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new CiderException(
          ErrorCode.BROKER_UNAVAILABLE,
          "No reply came within %s; is a searcher running?".formatted(Durations.text(timeout)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CiderException(ErrorCode.BROKER_UNAVAILABLE, "The console stops.", e);
    } finally {
      reply.cancel(false);
    }
  }

  /** Returns whether the reply topic is read. */
  public boolean isListening() {
    return thread.isCaughtUp();
  }

  @Override
  public void close() {
    thread.close();
  }
}
