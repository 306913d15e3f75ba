package io.ciderstream.streams.output;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.RecordPosition;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what follows when Kafka rejects a record that was forwarded. A reply is discarded: the
 * client can ask again, and other queries continue. A descriptor or dead letter is never discarded:
 * the thread restarts, the record is processed again, and {@link RefusedOutputs} decides in which
 * form its outcome is then written. Called on the producer's thread; never blocks.
 */
public final class ProductionFailures {
  private static final Logger LOG = LoggerFactory.getLogger(ProductionFailures.class);

  private final OutputTopics topics;
  private final Set<String> replies;
  private final RefusedOutputs refused;
  private final Consumer<Throwable> meter;

  /**
   * Creates the production failures.
   *
   * @param replies topics whose records may be discarded
   * @param refused remembers the other rejections
   * @param meter counts discarded replies
   */
  public ProductionFailures(
      OutputTopics topics, Set<String> replies, RefusedOutputs refused, Consumer<Throwable> meter) {
    this.topics = topics;
    this.replies = Set.copyOf(replies);
    this.refused = refused;
    this.meter = meter;
  }

  /** Returns the settings of Kafka Streams that install this. */
  public Map<String, Object> settings() {
    return Map.of(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
        RefusedRecordHandler.class,
        RefusedRecordHandler.FAILURES_CONFIG,
        this);
  }

  Response decide(ProducerRecord<byte[], byte[]> record, Exception failure) {
    topics.changed();
    String topic = record.topic();
    if (failure instanceof RecordTooLargeException) {
      topics.refused(topic, RecordBytes.of(record.key(), record.value(), record.headers()));
      return Response.fail(); // the next time it is found too large before it is forwarded
    }
    boolean gone =
        failure instanceof UnknownTopicOrPartitionException || !topics.facts(topic).isOpen();
    boolean invalid =
        failure instanceof InvalidRecordException || failure instanceof InvalidTimestampException;
    if (replies.contains(topic) && (gone || invalid)) {
      discard(topic, failure);
      return Response.resume();
    }
    if (invalid) {
      remember(record, failure);
    }
    return failure instanceof RetriableException ? Response.retry() : Response.fail();
  }

  private void discard(String topic, Exception failure) {
    CiderException lost =
        new CiderException(
            ErrorCode.TOPIC_UNAVAILABLE,
            "A reply to the topic %s was discarded (%s).".formatted(topic, failure),
            failure);
    LOG.warn(lost.brief());
    meter.accept(lost);
  }

  private void remember(ProducerRecord<byte[], byte[]> record, Exception failure) {
    Header letterOf = record.headers().lastHeader(HeaderNames.ERROR_OFFSET);
    Header madeOf = record.headers().lastHeader(HeaderNames.SOURCE_OFFSET);
    if (letterOf != null) {
      long partition = number(record.headers().lastHeader(HeaderNames.ERROR_PARTITION));
      refused.add(new RecordPosition((int) partition, number(letterOf)), failure.toString());
    } else if (madeOf != null && record.partition() != null) {
      refused.add(new RecordPosition(record.partition(), number(madeOf)), failure.toString());
    }
  }

  private static long number(Header header) {
    return Long.parseLong(new String(header.value(), StandardCharsets.UTF_8));
  }
}
