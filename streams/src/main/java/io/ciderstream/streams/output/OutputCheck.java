package io.ciderstream.streams.output;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;

/**
 * Checks before a role starts that its topics accept what it writes.
 *
 * @param topics what is known of them
 */
public record OutputCheck(OutputTopics topics) {
  /** Least {@code max.message.bytes} of an output topic: metadata, a vector, and headers. */
  public static final int MIN_RECORD_BYTES = 128 << 10;

  /**
   * Requires that a topic exists and may be described.
   *
   * @throws CiderException TOPIC_MISMATCH
   */
  public void requireExists(String topic) {
    if (topics.facts(topic).partitions() == 0) {
      throw missing("The topic %s does not exist, or may not be read.".formatted(topic));
    }
  }

  private static CiderException missing(String problem) {
    return new CiderException(
        ErrorCode.TOPIC_MISMATCH, problem + " Create it, by ./cider topics or kafka-topics.sh.");
  }

  /**
   * Requires that a topic exists, may be written to and accepts records of a useful size.
   *
   * @throws CiderException TOPIC_MISMATCH
   */
  public void requireWritable(String topic) {
    switch (topics.facts(topic).status()) {
      case OPEN -> {}
      case MISSING -> throw missing("The topic %s does not exist.".formatted(topic));
      case FORBIDDEN ->
          throw new CiderException(
              ErrorCode.TOPIC_MISMATCH,
              "This role may not write to the topic %s. Allow its user WRITE and DESCRIBE on the topic, for example by kafka-acls.sh."
                  .formatted(topic));
    }
    if (topics.maxBytes(topic) < MIN_RECORD_BYTES) {
      throw tooSmall(topic, "%d or more".formatted(MIN_RECORD_BYTES));
    }
  }

  /**
   * Requires that a topic accepts records without a key: it must not be compacted.
   *
   * @throws CiderException TOPIC_MISMATCH
   */
  public void requireUncompacted(String topic) {
    if (topics.facts(topic).compacted()) {
      throw new CiderException(
          ErrorCode.TOPIC_MISMATCH,
          "The topic %s is compacted and rejects records without a key. Set its cleanup.policy to delete."
              .formatted(topic));
    }
  }

  /**
   * Requires that a topic of dead letters accepts records as large as the topic they come from.
   *
   * @throws CiderException TOPIC_MISMATCH
   */
  public void requireRoomFor(String input, String deadLetters) {
    int needed = topics.facts(input).maxRecordBytes();
    if (topics.facts(deadLetters).maxRecordBytes() < needed) {
      throw tooSmall(
          deadLetters,
          "%d or more, as for %s, and best 1 MiB more for headers".formatted(needed, input));
    }
  }

  private CiderException tooSmall(String topic, String remedy) {
    return new CiderException(
        ErrorCode.TOPIC_MISMATCH,
        "The topic %s accepts records of %d bytes at most. Set its max.message.bytes to %s."
            .formatted(topic, topics.maxBytes(topic), remedy));
  }
}
