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
    return switch (PlainValues.of(value)) {
      case null -> 0;
      case UnreadAvro unread -> unread.bytes();
      case String text -> (long) MAX_BYTES_PER_CHAR * text.length();
      case byte[] bytes -> bytes.length;
      case float[] floats -> (long) Float.BYTES * floats.length;
      case double[] doubles -> (long) Double.BYTES * doubles.length;
      case List<?> list -> list.stream().mapToLong(RecordSize::of).sum();
      case Map<?, ?> map ->
          map.entrySet().stream()
              .mapToLong(entry -> of(entry.getKey()) + of(entry.getValue()))
              .sum();
      default -> NUMBER_BYTES;
    };
  }
}
