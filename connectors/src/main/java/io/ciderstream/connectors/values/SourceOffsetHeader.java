package io.ciderstream.connectors.values;

import io.ciderstream.schemas.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Reads the header with the offset of the image that a descriptor was computed from. */
public final class SourceOffsetHeader {
  private SourceOffsetHeader() {}

  /** Returns the offset from text, a number or bytes, as header converters produce them. */
  public static OptionalLong of(org.apache.kafka.connect.header.Headers headers) {
    var header = headers.lastWithName(HeaderNames.SOURCE_OFFSET);
    Object value = header == null ? null : header.value();
    if (value instanceof Number number) {
      return OptionalLong.of(number.longValue());
    }
    if (value instanceof byte[] bytes) {
      return parsed(new String(bytes, StandardCharsets.UTF_8));
    }
    return value instanceof String text ? parsed(text) : OptionalLong.empty();
  }

  private static OptionalLong parsed(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
