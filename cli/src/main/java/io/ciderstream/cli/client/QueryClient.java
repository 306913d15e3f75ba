package io.ciderstream.cli.client;

import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.client.kafka.TopicTail;
import io.ciderstream.client.trace.TracedSend;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.Durations;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Reply;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends a query and waits for the reply. One query at a time, one thread. */
public final class QueryClient implements AutoCloseable {
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(20);

  private final KafkaClients kafka;
  private final Producer<byte[], byte[]> producer;
  private final TopicTail replies;
  private final String queries;
  private final Function<byte[], Reply> reader;
  private final TracedSend traced = new TracedSend(GlobalOpenTelemetry.getOrNoop());

  /**
   * Seeks to the end of the replies topic before it returns.
   *
   * @param reader reads a value of the replies topic
   * @throws CiderException BROKER_UNAVAILABLE; TOPIC_MISMATCH if there is no replies topic
   */
  public QueryClient(KafkaClients kafka, Topics topics, Function<byte[], Reply> reader) {
    this(kafka, kafka.tail(List.of(topics.replies())), kafka.failFastProducer(), topics, reader);
  }

  QueryClient(
      KafkaClients kafka,
      TopicTail replies,
      Producer<byte[], byte[]> producer,
      Topics topics,
      Function<byte[], Reply> reader) {
    this.kafka = kafka;
    this.replies = replies;
    this.producer = producer;
    this.queries = topics.queries();
    this.reader = reader;
  }

  /**
   * Sends a query.
   *
   * @param value an encoded picture, or a query in Avro or JSON
   * @param headers of the contract, such as the parameters of a picture
   * @param timeout how long to wait
   * @throws CiderException BROKER_UNAVAILABLE if the query was not accepted, or no reply came in
   *     time
   */
  public Reply ask(byte[] value, Map<String, String> headers, Duration timeout) {
    byte[] correlation = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
    var record = new ProducerRecord<byte[], byte[]>(queries, null, value);
    record.headers().add(HeaderNames.CORRELATION_ID, correlation);
    headers.forEach(
        (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    Future<RecordMetadata> sent = traced.send(producer, record, (metadata, error) -> {});
    long deadline = System.nanoTime() + timeout.toNanos();
    while (System.nanoTime() < deadline) {
      if (sent.state() == Future.State.FAILED) {
        throw kafka.unavailable(sent.exceptionNow());
      }
      for (ConsumerRecord<byte[], byte[]> reply : replies.poll(POLL_TIMEOUT)) {
        var header = reply.headers().lastHeader(HeaderNames.CORRELATION_ID);
        if (header != null && Arrays.equals(header.value(), correlation)) {
          return reader.apply(reply.value());
        }
      }
    }
    throw new CiderException(
        ErrorCode.BROKER_UNAVAILABLE,
        "No reply to the query came within %s; is a searcher running? ./cider status shows it."
            .formatted(Durations.text(timeout)));
  }

  @Override
  public void close() {
    // the caller no longer waits for a reply, so not for a query in flight either
    producer.close(Duration.ZERO);
    replies.close();
  }
}
