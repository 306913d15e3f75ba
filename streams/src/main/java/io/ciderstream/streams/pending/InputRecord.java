package io.ciderstream.streams.pending;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record as it came. The arrays are shared, not copied: nobody may change them.
 *
 * @param partition partition of its topic
 * @param offset offset in the partition
 * @param timestampMs epoch milliseconds, 0 or later
 * @param key the key's bytes, or null
 * @param value the value's bytes, or null
 * @param headers the headers; never changed, see {@link #copyHeaders}
 */
public record InputRecord(
    int partition, long offset, long timestampMs, byte[] key, byte[] value, Headers headers) {

  static InputRecord of(ConsumerRecord<byte[], byte[]> record) {
    return new InputRecord(
        record.partition(),
        record.offset(),
        Math.max(0, record.timestamp()),
        record.key(),
        record.value(),
        record.headers());
  }

  /** Bytes of key, value and headers. */
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

  /** Headers for an output record. */
  public Headers copyHeaders() {
    return new RecordHeaders(headers.toArray());
  }

  /** The value of the last header of this name, or null. */
  public byte[] header(String name) {
    Header header = headers.lastHeader(name);
    return header == null ? null : header.value();
  }
}
