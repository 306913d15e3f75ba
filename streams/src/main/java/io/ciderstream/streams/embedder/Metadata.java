package io.ciderstream.streams.embedder;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;

/** Metadata of an image: names of 1 to 128 bytes, finite numbers, 32 KiB in all. */
final class Metadata {
  private static final int MAX_NAME_BYTES = 128;
  private static final int MAX_BYTES = 32 << 10;

  private Metadata() {}

  /** The {@code meta.} headers; of several with one name the last. */
  static Map<String, Object> fromHeaders(org.apache.kafka.common.header.Headers headers) {
    Map<String, Object> metadata = new TreeMap<>();
    for (Header header : headers) {
      if (header.key().startsWith(Headers.META_PREFIX)) {
        metadata.put(header.key().substring(Headers.META_PREFIX.length()), text(header));
      }
    }
    check(metadata);
    return metadata;
  }

  private static String text(Header header) {
    byte[] value = header.value() == null ? new byte[0] : header.value();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      throw new CiderException(
          ErrorCode.METADATA_INVALID, "The header %s is not UTF-8.".formatted(header.key()), e);
    }
  }

  static void check(Map<String, Object> metadata) {
    long total = 0;
    for (Map.Entry<String, Object> entry : metadata.entrySet()) {
      int name = bytes(entry.getKey());
      if (name < 1 || name > MAX_NAME_BYTES) {
        throw new CiderException(
            ErrorCode.METADATA_INVALID,
            "A name has %d bytes, but may have 1 to %d.".formatted(name, MAX_NAME_BYTES));
      }
      if (entry.getValue() instanceof Double number && !Double.isFinite(number)) {
        throw new CiderException(
            ErrorCode.METADATA_INVALID, "%s is %s.".formatted(entry.getKey(), number));
      }
      total += name + (entry.getValue() instanceof String text ? bytes(text) : Long.BYTES);
    }
    if (total > MAX_BYTES) {
      throw new CiderException(
          ErrorCode.METADATA_INVALID,
          "It has %d bytes, but may have %d.".formatted(total, MAX_BYTES));
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
