package io.ciderstream.trials.faults.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.Topics;
import io.ciderstream.trials.measure.PacedLoop;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends queries with pictures at a fixed rate on its own thread until it is closed. */
public final class QueryLoad implements AutoCloseable {
  private static final int PATIENCE_MS = 900_000;

  private final String prefix;
  private final Optional<String> replyTopic;
  private final TrialPictures pictures;
  private final Producer<byte[], byte[]> producer;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final PacedLoop loop;
  private volatile int sent;
  private volatile int first;

  private QueryLoad(
      KafkaClients kafka,
      String prefix,
      LoadMix mix,
      Optional<String> replyTopic,
      TrialPictures pictures) {
    this.prefix = prefix;
    this.replyTopic = replyTopic;
    this.pictures = pictures;
    this.producer =
        kafka.producer(
            Map.of(
                "max.block.ms",
                (long) PATIENCE_MS,
                "delivery.timeout.ms",
                PATIENCE_MS,
                "reconnect.backoff.max.ms",
                500));
    this.loop = PacedLoop.start("query-load", mix.queries(), this::send);
  }

  /**
   * Starts to send.
   *
   * @param prefix of the correlation ids
   * @param mix tells how many a second
   * @param replyTopic that the queries name, if they name one
   */
  public static QueryLoad start(
      KafkaClients kafka,
      String prefix,
      LoadMix mix,
      Optional<String> replyTopic,
      TrialPictures pictures) {
    return new QueryLoad(kafka, prefix, mix, replyTopic, pictures);
  }

  private void send(int number) {
    String id = "%s-q%d".formatted(prefix, number);
    ProducerRecord<byte[], byte[]> query =
        new ProducerRecord<>(
            Topics.DEFAULT.queries(), id.getBytes(UTF_8), pictures.jpeg(number, id));
    query.headers().add(HeaderNames.CORRELATION_ID, id.getBytes(UTF_8));
    query.headers().add(HeaderNames.ACCEPT, HeaderNames.ACCEPT_JSON.getBytes(UTF_8));
    replyTopic.ifPresent(
        topic -> query.headers().add(HeaderNames.REPLY_TOPIC, topic.getBytes(UTF_8)));
    sent = number + 1;
    producer.send(
        query,
        (metadata, error) -> {
          if (error == null && number >= first) {
            acknowledged.add(id);
          }
        });
  }

  /** Expects no reply to the queries so far: their replies were in a topic that is gone. */
  public void forget() {
    first = sent;
    acknowledged.clear();
  }

  /** Returns the correlation ids of the acknowledged queries so far. */
  public Set<String> acknowledged() {
    return Set.copyOf(acknowledged);
  }

  /** Ends the load and waits until all of it is acknowledged. */
  @Override
  public void close() {
    loop.close();
    producer.close();
  }
}
