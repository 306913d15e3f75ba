package io.ciderstream.streams.output;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.streams.pending.OutputRecord;
import java.time.Duration;
import java.util.OptionalInt;

/** The current state of the topics that a role writes to. No method blocks. */
public interface OutputTopics {
  /**
   * Bytes that are kept free in records that pass a trace on: its headers are put in after the
   * record was measured.
   */
  int TRACE_BYTES = 20 << 10;

  /** Returns what is known of a topic. */
  TopicFacts facts(String topic);

  /**
   * Returns the largest record that can be written to a topic, as Kafka counts it; for a closed
   * topic, the largest that the producer accepts.
   */
  int maxBytes(String topic);

  /** Requests a refresh, because something about the topics may have changed. */
  void changed();

  /**
   * Reports that Kafka rejected a record of this size, although it was within {@link #maxBytes}.
   */
  void refused(String topic, long bytes);

  /**
   * Requires that a record can be written to the topic now.
   *
   * @param partition the partition that is needed, if it matters which
   * @throws CiderException TOPIC_UNAVAILABLE
   */
  default void requireOpen(String topic, OptionalInt partition) {
    TopicFacts facts = facts(topic);
    String problem =
        switch (facts.status()) {
          case MISSING -> "The topic %s does not exist.".formatted(topic);
          case FORBIDDEN -> "This role may not write to the topic %s.".formatted(topic);
          case OPEN ->
              partition.isPresent() && partition.getAsInt() >= facts.partitions()
                  ? "The topic %s has %d partitions, but partition %d is needed."
                      .formatted(topic, facts.partitions(), partition.getAsInt())
                  : null;
        };
    if (problem != null) {
      throw new CiderException(ErrorCode.TOPIC_UNAVAILABLE, problem);
    }
  }

  /**
   * Requires that a record is not too large for its topic, once a trace is in its headers.
   *
   * @throws CiderException OUTPUT_TOO_LARGE; TOPIC_UNAVAILABLE
   */
  default void requireFits(OutputRecord record) {
    requireOpen(record.topic(), record.partition());
    long bytes = RecordBytes.of(record);
    long most = maxBytes(record.topic()) - TRACE_BYTES;
    if (bytes > most) {
      throw new CiderException(
          ErrorCode.OUTPUT_TOO_LARGE,
          "It would have %d bytes, of which %d are headers, but the topic %s accepts %d."
              .formatted(bytes, headerBytes(record), record.topic(), most));
    }
  }

  private static long headerBytes(OutputRecord record) {
    long bytes = 0;
    for (var header : record.headers()) {
      bytes += RecordBytes.of(header);
    }
    return bytes;
  }

  /**
   * Returns the timestamp itself, or the nearest one that the topic accepts: brokers refuse records
   * from the future and, if configured, from the past.
   *
   * @param nowMs epoch milliseconds
   */
  default long acceptedTimestamp(String topic, long timestampMs, long nowMs) {
    TopicFacts facts = facts(topic);
    long earliest = saturated(nowMs, facts.oldest().negated());
    long latest = saturated(nowMs, facts.newest());
    return Math.clamp(timestampMs, Math.max(0, earliest), latest);
  }

  // half of the span, because the broker's clock is another one
  private static long saturated(long nowMs, Duration span) {
    long half = span.toMillis() / 2;
    return half > Long.MAX_VALUE / 4
        ? Long.MAX_VALUE
        : half < Long.MIN_VALUE / 4 ? 0 : nowMs + half;
  }
}
