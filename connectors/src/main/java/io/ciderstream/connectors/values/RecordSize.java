package io.ciderstream.connectors.values;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/** How large a record is in Kafka, about: its bytes are gone when the sink sees it. */
public final class RecordSize {
  private static final int NUMBER = 8;
  private static final int MOST_BYTES_OF_A_CHAR = 3;

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
      case String text -> (long) MOST_BYTES_OF_A_CHAR * text.length();
      case byte[] bytes -> bytes.length;
      case float[] floats -> (long) Float.BYTES * floats.length;
      case double[] doubles -> (long) Double.BYTES * doubles.length;
      case List<?> list -> list.stream().mapToLong(RecordSize::of).sum();
      case Map<?, ?> map ->
          map.entrySet().stream()
              .mapToLong(entry -> of(entry.getKey()) + of(entry.getValue()))
              .sum();
      default -> NUMBER;
    };
  }
}
