package io.ciderstream.connectors.rows;

import io.ciderstream.connectors.values.PlainValues;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The source of a value in a record. As text: {@code a.b} is a field of the value, {@code @key} the
 * record's key, {@code @key.a} a field of it, {@code @header.a} a header, and {@code @topic},
 * {@code @partition}, {@code @offset}, {@code @timestamp} the metadata of the record.
 */
public sealed interface FieldSource {
  /** A field of the value, by the names that lead to it. */
  record Value(List<String> path) implements FieldSource {
    @Override
    public Object read(SinkRecord record, Map<String, Object> value) {
      return at(value, path);
    }
  }

  /** The key, or a field of it. */
  record Key(List<String> path) implements FieldSource {
    @Override
    public Object read(SinkRecord record, Map<String, Object> value) {
      return path.isEmpty()
          ? PlainValues.of(record.key())
          : at(PlainValues.fields(record.key()), path);
    }
  }

  /** The last header of this name. */
  record OfHeader(String name) implements FieldSource {
    @Override
    public Object read(SinkRecord record, Map<String, Object> value) {
      return header(record.headers().lastWithName(name));
    }
  }

  /** The metadata of a record. */
  enum Metadata implements FieldSource {
    TOPIC,
    PARTITION,
    OFFSET,
    TIMESTAMP;

    @Override
    public Object read(SinkRecord record, Map<String, Object> value) {
      return switch (this) {
        case TOPIC -> record.originalTopic();
        case PARTITION -> (long) record.originalKafkaPartition();
        case OFFSET -> record.originalKafkaOffset();
        case TIMESTAMP -> record.timestamp();
      };
    }
  }

  /** Separates the names of a path. */
  Pattern DOT = Pattern.compile("\\.");

  /**
   * Reads the text form.
   *
   * @throws CiderException SETTING_INVALID
   */
  static FieldSource parse(String text) {
    if (text.isBlank()) {
      throw invalid(text);
    }
    if (!text.startsWith("@")) {
      return new Value(List.of(DOT.split(text)));
    }
    if (text.startsWith("@header.") && text.length() > "@header.".length()) {
      return new OfHeader(text.substring("@header.".length()));
    }
    if (text.startsWith("@key.")) {
      return new Key(List.of(DOT.split(text.substring("@key.".length()))));
    }
    return switch (text) {
      case "@key" -> new Key(List.of());
      case "@topic" -> Metadata.TOPIC;
      case "@partition" -> Metadata.PARTITION;
      case "@offset" -> Metadata.OFFSET;
      case "@timestamp" -> Metadata.TIMESTAMP;
      default -> throw invalid(text);
    };
  }

  /**
   * Reads the value from a record.
   *
   * @param value the fields of its value; empty for a tombstone
   * @return null if the record does not have it
   */
  Object read(SinkRecord record, Map<String, Object> value);

  private static Object at(Map<String, Object> fields, List<String> path) {
    Object found = fields;
    for (String name : path) {
      if (!(found instanceof Map<?, ?> map)) {
        return null;
      }
      found = map.get(name);
    }
    return found;
  }

  private static Object header(Header header) {
    if (header == null || header.value() == null) {
      return null;
    }
    return header.value() instanceof byte[] bytes
        ? PlainValues.text(bytes)
        : PlainValues.of(header.value());
  }

  private static CiderException invalid(String text) {
    return new CiderException(
        ErrorCode.SETTING_INVALID,
        ("\"%s\" is not a source. Write a field of the value, @key, @key.field, @topic, @partition,"
                + " @offset, @timestamp or @header.name.")
            .formatted(text));
  }
}
