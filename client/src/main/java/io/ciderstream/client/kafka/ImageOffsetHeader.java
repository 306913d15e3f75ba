package io.ciderstream.client.kafka;

import io.ciderstream.schemas.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads the header of a descriptor or its tombstone that says which image it comes from. */
public final class ImageOffsetHeader {
  private ImageOffsetHeader() {}

  /** Returns the offset in the same partition of images; empty for records of early versions. */
  public static OptionalLong of(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(HeaderNames.SOURCE_OFFSET);
    if (header == null || header.value() == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(new String(header.value(), StandardCharsets.UTF_8)));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
