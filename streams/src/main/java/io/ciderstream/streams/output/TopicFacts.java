package io.ciderstream.streams.output;

import java.time.Duration;

/**
 * The broker's information about a topic.
 *
 * @param status whether it can be written to
 * @param partitions how many it has; 0 if that is not known
 * @param maxRecordBytes its {@code max.message.bytes}
 * @param oldest {@code message.timestamp.before.max.ms}: how far a timestamp may be in the past
 * @param newest {@code message.timestamp.after.max.ms}: how far it may be in the future
 * @param compacted records without a key are rejected
 */
public record TopicFacts(
    Status status,
    int partitions,
    int maxRecordBytes,
    Duration oldest,
    Duration newest,
    boolean compacted) {

  /** Whether a topic can be written to. */
  public enum Status {
    OPEN,
    MISSING,
    FORBIDDEN
  }

  static final Duration ANY = Duration.ofMillis(Long.MAX_VALUE);

  /** Returns the facts of an open topic that accepts any timestamp. */
  static TopicFacts open(int partitions, int maxRecordBytes) {
    return new TopicFacts(Status.OPEN, partitions, maxRecordBytes, ANY, ANY, false);
  }

  /** Returns the facts of a topic that is missing or forbidden; nothing else is known of it. */
  static TopicFacts closed(Status status) {
    return new TopicFacts(status, 0, 0, ANY, ANY, false);
  }

  /** Returns whether it can be written to. */
  public boolean isOpen() {
    return status == Status.OPEN;
  }
}
