package io.ciderstream.client;

import io.ciderstream.client.trace.TracedSend;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.Durations;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.MetadataHeaders;
import io.ciderstream.schemas.ReservedIds;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.avro.PartitionOffset;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Puts, deletes and searches over Kafka. One instance serves a whole program: it has one producer,
 * and one consumer at the end of the reply topic, from which it picks its own replies by
 * correlation id. A client reads the whole reply topic; programs that send many queries should use
 * their own reply topics ({@link ClientOptions#withReplyTopic}).
 *
 * <p>A wrong id is rejected at once with KEY_INVALID. Futures fail with a {@link CiderException}:
 * REGISTRY_UNAVAILABLE, BROKER_UNAVAILABLE when a server is unreachable or no reply came in time.
 * That a query is answered with another status than OK is no failure. While no broker answers, a
 * call may block for 10 s ({@code max.block.ms}). A registry that does not answer, and brokers'
 * names without an address, are asked again for 4 s.
 *
 * <p>The record of an image goes to the partition where the id's picture is stored, since only
 * there is it in order: the client asks the searcher for it ({@link ClientOptions#lookup}). Where
 * there is none, or no searcher answers, it goes to the partition of the key's hash; that is right
 * unless another client put the picture without murmur2. Records of one id that one client sends
 * stay in order.
 *
 * <p>With an OpenTelemetry in the process when it connects, each record carries on the trace that
 * is current where it is sent, or begins one.
 */
public final class CiderClient implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final ClientOptions options;
  private final Codec codec;
  private final InstantSource clock;
  private final TracedSend traced;
  private final Producer<byte[], byte[]> producer;
  private final ReplyReader replies;
  private final Images images;

  CiderClient(
      ClientOptions options,
      Codec codec,
      InstantSource clock,
      TracedSend traced,
      Producer<byte[], byte[]> producer,
      Consumer<byte[], byte[]> consumer) {
    this.options = options;
    this.codec = codec;
    this.clock = clock;
    this.traced = traced;
    this.producer = producer;
    this.images =
        new Images(
            options.topics().images(),
            new PictureLookup(this::ask, options.lookup(), System::nanoTime),
            this::partitions,
            this::send,
            System::nanoTime);
    try {
      this.replies =
          new ReplyReader(
              consumer,
              options.brokers(),
              options.replyTopic(),
              value -> codec.reply(options.replyTopic(), value));
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      consumer.close();
      codec.close();
      throw e;
    }
  }

  /**
   * Connects.
   *
   * @throws CiderException TOPIC_MISMATCH if there is no such reply topic; BROKER_UNAVAILABLE if no
   *     broker answers within 10 s ({@code default.api.timeout.ms})
   */
  public static CiderClient connect(ClientOptions options) {
    return new CiderClient(
        options,
        Codec.of(new AvroSerdes(options.registry())),
        InstantSource.system(),
        new TracedSend(GlobalOpenTelemetry.getOrNoop()),
        ClientKafka.producer(options.kafka()),
        ClientKafka.consumer(options.kafka()));
  }

  /**
   * Puts a picture, or replaces the one of that id.
   *
   * @param imageId 1 to 512 bytes of UTF-8 without control characters
   * @param picture the encoded picture
   * @param metadata texts, whole numbers, finite doubles and booleans by name
   * @return its position in the images topic; give it to {@code at_least} of a query that must see
   *     this picture
   */
  public CompletableFuture<PartitionOffset> put(
      String imageId, byte[] picture, Map<String, ?> metadata) {
    RecordHeaders headers = new RecordHeaders();
    try {
      MetadataHeaders.write(metadata, headers);
    } catch (CiderException e) {
      return CompletableFuture.failedFuture(e);
    }
    return images.put(imageId, key(imageId), picture, headers);
  }

  /**
   * Puts a picture with all fields of the contract's {@code Image}, or replaces the one of that id.
   *
   * @see #put(String, byte[], Map)
   */
  public CompletableFuture<PartitionOffset> put(String imageId, Image image) {
    String topic = options.topics().images();
    byte[] key = key(imageId);
    try {
      return images.put(imageId, key, codec.encode(topic, image), new RecordHeaders());
    } catch (CiderException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Deletes the picture of that id, if there is one. If it is stored in another partition than that
   * of the key's hash, both get the deletion, since the latter may hold an older picture.
   *
   * @return where the deletion is, in the partition of the picture
   */
  public CompletableFuture<PartitionOffset> delete(String imageId) {
    return images.delete(imageId, key(imageId));
  }

  /**
   * Sends a query and returns its one terminal reply. Cancelling the future ends the wait.
   *
   * @param query exactly one of content, uri, image_id and vector set, or several pictures in
   *     contents, uris and image_ids; without a deadline it gets the options' timeout
   */
  public CompletableFuture<Reply> search(Query query) {
    return ask(query, options.timeout());
  }

  private CompletableFuture<Reply> ask(Query query, Duration timeout) {
    String correlation = UUID.randomUUID().toString();
    String topic = options.topics().queries();
    Query timed =
        query.getDeadline() != null
            ? query
            : Query.newBuilder(query).setDeadline(clock.instant().plus(timeout)).build();
    ProducerRecord<byte[], byte[]> record;
    try {
      record = new ProducerRecord<>(topic, codec.encode(topic, timed));
    } catch (CiderException e) {
      return CompletableFuture.failedFuture(e);
    }
    record.headers().add(HeaderNames.CORRELATION_ID, utf8(correlation));
    record.headers().add(HeaderNames.REPLY_TOPIC, utf8(options.replyTopic()));
    CompletableFuture<Reply> reply = replies.await(correlation);
    send(record)
        .whenComplete(
            (position, error) -> {
              if (error != null) {
                reply.completeExceptionally(error);
              }
            });
    CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
        .execute(() -> reply.completeExceptionally(noReply(timeout)));
    return reply;
  }

  private CiderException noReply(Duration timeout) {
    return new CiderException(
        ErrorCode.BROKER_UNAVAILABLE,
        "No reply came on %s within %s; does a searcher run?"
            .formatted(options.replyTopic(), Durations.text(timeout)));
  }

  private int partitions() {
    String topic = options.topics().images();
    try {
      return producer.partitionsFor(topic).size();
    } catch (KafkaException e) {
      throw new CiderException(
          ErrorCode.BROKER_UNAVAILABLE,
          "%s did not describe the topic %s: %s."
              .formatted(options.brokers(), topic, e.getMessage()),
          e);
    }
  }

  private CompletableFuture<PartitionOffset> send(ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<PartitionOffset> sent = new CompletableFuture<>();
    try {
      traced.send(
          producer,
          record,
          (metadata, error) -> {
            if (error == null) {
              sent.complete(new PartitionOffset(metadata.partition(), metadata.offset()));
            } else {
              sent.completeExceptionally(refused(record, error));
            }
          });
    } catch (KafkaException | IllegalStateException e) {
      sent.completeExceptionally(refused(record, e));
    }
    return sent;
  }

  private CiderException refused(ProducerRecord<byte[], byte[]> record, Exception error) {
    return new CiderException(
        ErrorCode.BROKER_UNAVAILABLE,
        "A record for %s was not accepted by %s: %s."
            .formatted(record.topic(), options.brokers(), error.getMessage()),
        error);
  }

  private static byte[] key(String imageId) {
    return utf8(ReservedIds.requireUsers(imageId).value());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Sends what was put, then fails the queries that still wait. */
  @Override
  public void close() {
    images.close();
    producer.close(CLOSE_TIMEOUT);
    replies.close();
    codec.close();
  }
}
