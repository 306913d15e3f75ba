package io.ciderstream.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Checks the metadata of an image: names of 1 to 128 bytes of UTF-8; texts, whole numbers of 64
 * bits, finite doubles and booleans; and {@value #MAX_JSON_BYTES} bytes in all as JSON, because
 * that is what Milvus keeps in one field. Producers and the embedder check metadata here, and the
 * sink counts it here, so that nothing is accepted that cannot be written.
 */
public final class MetadataLimits {
  /** Bytes of UTF-8 of a name. */
  public static final int MAX_NAME_BYTES = 128;

  /** Bytes of a JSON value in one field of Milvus. */
  public static final int MAX_JSON_BYTES = 65_535;

  private static final int MAX_SHOWN = 64;
  private static final int UNICODE_ESCAPE = 6;
  private static final int SHORT_ESCAPE = 2;
  private static final int QUOTES = 2;
  private static final int ASCII_END = 0x80;
  private static final int TWO_BYTES_END = 0x800;

  private MetadataLimits() {}

  /**
   * Rejects metadata that the index cannot keep.
   *
   * @throws CiderException METADATA_INVALID
   */
  public static void check(Map<String, ?> metadata) {
    metadata.forEach(MetadataLimits::check);
    long bytes = jsonBytes(metadata);
    if (bytes > MAX_JSON_BYTES) {
      throw invalid(
          "As JSON it has %d bytes, but may have %d; control characters and quotes count more than once."
              .formatted(bytes, MAX_JSON_BYTES));
    }
  }

  private static void check(String name, Object value) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > MAX_NAME_BYTES) {
      throw invalid("A name has %d bytes, but may have 1 to %d.".formatted(bytes, MAX_NAME_BYTES));
    }
    if (!isValid(value) || !Texts.isWellFormed(name)) {
      throw invalid(
          "'%s' is %s, neither text nor a finite number nor a boolean."
              .formatted(
                  Texts.shortened(name, MAX_SHOWN),
                  Texts.shortened(String.valueOf(value), MAX_SHOWN)));
    }
  }

  private static boolean isValid(Object value) {
    if (value instanceof String text) {
      return Texts.isWellFormed(text);
    }
    if (value instanceof Double || value instanceof Float) {
      return Double.isFinite(((Number) value).doubleValue());
    }
    return value instanceof Boolean || value instanceof Long || value instanceof Integer;
  }

  /**
   * Returns how many bytes of UTF-8 this object takes as JSON without blanks, with the escapes that
   * are written to Milvus: two characters for quotes, backslashes and the common control
   * characters, six for the other control characters and for U+2028 and U+2029.
   */
  public static long jsonBytes(Map<String, ?> metadata) {
    long bytes = "{}".length() + Math.max(0, metadata.size() - 1);
    for (Map.Entry<String, ?> entry : metadata.entrySet()) {
      bytes += stringBytes(entry.getKey()) + ":".length() + valueBytes(entry.getValue());
    }
    return bytes;
  }

  private static long valueBytes(Object value) {
    if (value instanceof String text) {
      return stringBytes(text);
    }
    if (value instanceof Float number) {
      // it is kept as the double of the same value
      return Double.toString(number.doubleValue()).length();
    }
    return String.valueOf(value).length();
  }

  private static long stringBytes(String text) {
    long bytes = QUOTES;
    for (int i = 0; i < text.length(); i++) {
      bytes += charBytes(text, i);
    }
    return bytes;
  }

  private static int charBytes(String text, int index) {
    char c = text.charAt(index);
    return switch (c) {
      case '"', '\\', '\t', '\b', '\n', '\r', '\f' -> SHORT_ESCAPE;
      case '\u2028', '\u2029' -> UNICODE_ESCAPE;
      default -> {
        if (c < ' ') {
          yield UNICODE_ESCAPE;
        }
        if (c < ASCII_END) {
          yield 1;
        }
        // two chars outside the basic plane make four bytes
        yield c < TWO_BYTES_END || Character.isSurrogate(c) ? 2 : 3;
      }
    };
  }

  private static CiderException invalid(String detail) {
    return new CiderException(ErrorCode.METADATA_INVALID, detail);
  }
}
