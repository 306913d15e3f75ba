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
    try {
      return switch (header == null ? null : header.value()) {
        case Number number -> OptionalLong.of(number.longValue());
        case String text -> OptionalLong.of(Long.parseLong(text));
        case byte[] bytes ->
            OptionalLong.of(Long.parseLong(new String(bytes, StandardCharsets.UTF_8)));
        case null, default -> OptionalLong.empty();
      };
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
