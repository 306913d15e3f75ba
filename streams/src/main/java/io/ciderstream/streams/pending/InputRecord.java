package io.ciderstream.streams.pending;

import io.ciderstream.schemas.RecordPosition;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record as it was received. The arrays are shared, not copied: nobody may change them.
 *
 * @param position where it is in its topic
 * @param timestampMs epoch milliseconds, 0 or later
 * @param key the key's bytes, or null
 * @param value the value's bytes, or null
 * @param headers the headers; never changed, see {@link #copyHeaders}
 */
public record InputRecord(
    RecordPosition position, long timestampMs, byte[] key, byte[] value, Headers headers) {

  static InputRecord of(ConsumerRecord<byte[], byte[]> record) {
    return new InputRecord(
        new RecordPosition(record.partition(), record.offset()),
        Math.max(0, record.timestamp()),
        record.key(),
        record.value(),
        record.headers());
  }

  /** Returns the partition of its topic. */
  public int partition() {
    return position.partition();
  }

  /** Returns the offset in the partition. */
  public long offset() {
    return position.offset();
  }

  /** Returns the bytes of key, value and headers. */
  public long size() {
    long size = length(key) + length(value);
    for (Header header : headers) {
      size += header.key().length() + length(header.value());
    }
    return size;
  }

  private static long length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  /** Returns the headers for an output record. */
  public Headers copyHeaders() {
    return new RecordHeaders(headers.toArray());
  }

  /** Returns the value of the last header of this name, or null. */
  public byte[] header(String name) {
    Header header = headers.lastHeader(name);
    return header == null ? null : header.value();
  }
}
