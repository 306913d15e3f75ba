package io.ciderstream.console.log;

import io.ciderstream.schemas.Headers;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that was refused.
 *
 * @param topic the topic of dead letters
 * @param position where it lies there
 * @param id the record's key as text
 * @param code why, a name of {@link io.ciderstream.schemas.ErrorCode}; empty if unknown
 * @param message what happened and what to do
 * @param source where the record came from; null if unknown
 * @param sourceTopic the topic it came from; empty if unknown
 * @param atMs its timestamp, epoch milliseconds
 * @param bytes size of its value
 */
public record DeadLetter(
    String topic,
    Position position,
    String id,
    String code,
    String message,
    Position source,
    String sourceTopic,
    long atMs,
    int bytes) {

  /** What a record of a topic of dead letters says in its headers. */
  public static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
    return new DeadLetter(
        record.topic(),
        new Position(record.partition(), record.offset()),
        record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
        text(record, Headers.ERROR_CODE),
        text(record, Headers.ERROR_MESSAGE),
        source(record),
        text(record, Headers.ERROR_TOPIC),
        record.timestamp(),
        record.value() == null ? 0 : record.value().length);
  }

  private static Position source(ConsumerRecord<byte[], byte[]> record) {
    try {
      return new Position(
          Integer.parseInt(text(record, Headers.ERROR_PARTITION)),
          Long.parseLong(text(record, Headers.ERROR_OFFSET)));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
