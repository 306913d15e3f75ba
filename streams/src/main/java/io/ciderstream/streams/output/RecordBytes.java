package io.ciderstream.streams.output;

import io.ciderstream.streams.pending.OutputRecord;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;

/**
 * The size of a record as Kafka compares it with {@code max.request.size} and {@code
 * max.message.bytes}: in its own batch, uncompressed, with headers, as an upper bound.
 */
final class RecordBytes {
  // DefaultRecordBatch.RECORD_BATCH_OVERHEAD and DefaultRecord.MAX_RECORD_OVERHEAD
  private static final int BATCH_OVERHEAD = 61;
  private static final int RECORD_OVERHEAD = 21;
  private static final int BITS_PER_VARINT_BYTE = 7;

  private RecordBytes() {}

  static long of(OutputRecord record) {
    return of(record.key(), record.value(), record.headers());
  }

  static long of(byte[] key, byte[] value, Iterable<Header> headers) {
    long bytes = BATCH_OVERHEAD + RECORD_OVERHEAD + sized(key) + sized(value);
    int count = 0;
    for (Header header : headers) {
      count++;
      bytes += of(header);
    }
    return bytes + varint(count);
  }

  static long of(Header header) {
    return sized(header.key().getBytes(StandardCharsets.UTF_8)) + sized(header.value());
  }

  private static long sized(byte[] content) {
    return content == null ? 1 : varint(content.length) + (long) content.length;
  }

  /** Returns the bytes of a zigzag varint. */
  private static int varint(int value) {
    int zigzag = value << 1 ^ value >> 31;
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(zigzag | 1);
    return (bits + BITS_PER_VARINT_BYTE - 1) / BITS_PER_VARINT_BYTE;
  }
}
