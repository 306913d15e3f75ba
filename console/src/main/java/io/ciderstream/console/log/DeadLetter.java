package io.ciderstream.console.log;

import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.Texts;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that was rejected.
 *
 * @param topic the dead-letter topic
 * @param position in that topic
 * @param id the record's key as text, its beginning if it is long
 * @param code why, a name of {@link ErrorCode}; empty if unknown
 * @param message what happened and what to do
 * @param source where the record came from; null if unknown
 * @param sourceTopic the topic it came from; empty if unknown
 * @param image of a rejected descriptor: the position of its picture in the images topic; null if
 *     unknown
 * @param atMs its timestamp, epoch milliseconds
 * @param bytes size of its value
 * @param whole whether nothing was cut from it
 */
public record DeadLetter(
    String topic,
    RecordPosition position,
    String id,
    String code,
    String message,
    RecordPosition source,
    String sourceTopic,
    RecordPosition image,
    long atMs,
    int bytes,
    boolean whole) {
  /** Kafka Connect's headers of the dead letters of the sink. */
  private static final String CONNECT = "__connect.errors.";

  /** What is kept of a key or a message in UTF-8; a valid key is shorter. */
  private static final int MAX_SHOWN_BYTES = 2_048;

  private static final Pattern CODE = Pattern.compile("\\b([A-Z][A-Z0-9_]+): ");

  /** Reads the headers of a dead-letter record, in this project's or Connect's form. */
  public static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
    boolean ofSink = record.headers().lastHeader(CONNECT + "topic") != null;
    String partition = text(record, ofSink ? CONNECT + "partition" : HeaderNames.ERROR_PARTITION);
    String message =
        text(record, ofSink ? CONNECT + "exception.message" : HeaderNames.ERROR_MESSAGE);
    return new DeadLetter(
        record.topic(),
        new RecordPosition(record.partition(), record.offset()),
        record.key() == null ? "" : shown(new String(record.key(), StandardCharsets.UTF_8)),
        ofSink ? code(message) : text(record, HeaderNames.ERROR_CODE),
        shown(message),
        position(partition, text(record, ofSink ? CONNECT + "offset" : HeaderNames.ERROR_OFFSET)),
        text(record, ofSink ? CONNECT + "topic" : HeaderNames.ERROR_TOPIC),
        ofSink ? position(partition, text(record, HeaderNames.SOURCE_OFFSET)) : null,
        record.timestamp(),
        record.value() == null ? 0 : record.value().length,
        record.headers().lastHeader(HeaderNames.ERROR_CUT) == null);
  }

  /** Bounds what is kept of a record; a rejected key can have any length. */
  private static String shown(String text) {
    return Texts.cut(text, MAX_SHOWN_BYTES);
  }

  /** Returns the first error code in the message; empty if there is none. */
  private static String code(String message) {
    return CODE.matcher(message)
        .results()
        .map(match -> match.group(1))
        .filter(name -> ErrorCode.named(name).isPresent())
        .findFirst()
        .orElse("");
  }

  private static RecordPosition position(String partition, String offset) {
    try {
      return new RecordPosition(Integer.parseInt(partition), Long.parseLong(offset));
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
