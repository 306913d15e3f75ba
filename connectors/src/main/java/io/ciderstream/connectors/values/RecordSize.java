package io.ciderstream.connectors.values;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/** Estimates the size of a record in Kafka, because the sink does not receive its bytes. */
public final class RecordSize {
  private static final int NUMBER_BYTES = 8;
  private static final int MAX_BYTES_PER_CHAR = 3;

  private RecordSize() {}

  public static long of(SinkRecord sinkRecord) {
    long bytes = of(sinkRecord.key()) + of(sinkRecord.value());
    for (Header header : sinkRecord.headers()) {
      bytes += header.key().length() + of(header.value());
    }
    return bytes;
  }

  public static long of(Object value) {
    Object plain = PlainValues.of(value);
    if (plain == null) {
      return 0;
    }
    if (plain instanceof UnreadAvro unread) {
      return unread.bytes();
    }
    if (plain instanceof String text) {
      return (long) MAX_BYTES_PER_CHAR * text.length();
    }
    if (plain instanceof byte[] bytes) {
      return bytes.length;
    }
    if (plain instanceof float[] floats) {
      return (long) Float.BYTES * floats.length;
    }
    if (plain instanceof double[] doubles) {
      return (long) Double.BYTES * doubles.length;
    }
    if (plain instanceof List<?> list) {
      return list.stream().mapToLong(RecordSize::of).sum();
    }
    if (plain instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .mapToLong(entry -> of(entry.getKey()) + of(entry.getValue()))
          .sum();
    }
    return NUMBER_BYTES;
  }
}
