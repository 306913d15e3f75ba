package io.ciderstream.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;

/**
 * Metadata of a bare picture as headers. The type is in the header's name, never guessed from the
 * value, so that {@code 00123} stays a text: {@code meta.<name>} is text, {@code
 * meta-number.<name>} a number as in JSON, {@code meta-bool.<name>} {@code true} or {@code false}.
 */
public final class MetadataHeaders {
  /** What the names of such headers begin with. */
  public static final List<String> PREFIXES =
      List.of(
          HeaderNames.META_PREFIX, HeaderNames.META_NUMBER_PREFIX, HeaderNames.META_BOOL_PREFIX);

  private static final int MAX_SHOWN = 64;
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

  private MetadataHeaders() {}

  /**
   * Reads the metadata; of several headers with one name the last counts, regardless of their
   * types.
   *
   * @throws CiderException METADATA_INVALID if it is malformed or beyond {@link MetadataLimits}
   */
  public static Map<String, Object> read(org.apache.kafka.common.header.Headers headers) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    for (Header header : headers) {
      String key = header.key();
      if (key.startsWith(HeaderNames.META_PREFIX)) {
        metadata.put(key.substring(HeaderNames.META_PREFIX.length()), text(header));
      } else if (key.startsWith(HeaderNames.META_NUMBER_PREFIX)) {
        metadata.put(key.substring(HeaderNames.META_NUMBER_PREFIX.length()), number(header));
      } else if (key.startsWith(HeaderNames.META_BOOL_PREFIX)) {
        metadata.put(key.substring(HeaderNames.META_BOOL_PREFIX.length()), bool(header));
      }
    }
    MetadataLimits.check(metadata);
    return metadata;
  }

  /**
   * Writes metadata as headers of a bare picture.
   *
   * @param metadata texts, whole numbers, finite doubles and booleans by name
   * @throws CiderException METADATA_INVALID if it is beyond {@link MetadataLimits}
   */
  public static void write(
      Map<String, ?> metadata, org.apache.kafka.common.header.Headers headers) {
    MetadataLimits.check(metadata);
    metadata.forEach(
        (name, value) ->
            headers.add(
                prefix(value) + name, String.valueOf(value).getBytes(StandardCharsets.UTF_8)));
  }

  private static String prefix(Object value) {
    if (value instanceof Number) {
      return HeaderNames.META_NUMBER_PREFIX;
    }
    return value instanceof Boolean ? HeaderNames.META_BOOL_PREFIX : HeaderNames.META_PREFIX;
  }

  private static Object number(Header header) {
    String text = text(header);
    try {
      if (WHOLE.matcher(text).matches()) {
        return Long.valueOf(text);
      }
      if (NUMBER.matcher(text).matches()) {
        return finite(header, text);
      }
    } catch (NumberFormatException e) {
      // a whole number beyond 64 bits would lose digits
    }
    throw notA("number as in JSON that fits 64 bits, such as 10, -2.5 or 1e3", header, text);
  }

  private static Double finite(Header header, String text) {
    double number = Double.parseDouble(text);
    if (!Double.isFinite(number)) {
      throw notA("finite number", header, text);
    }
    return number;
  }

  private static Boolean bool(Header header) {
    String text = text(header);
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw notA("boolean: write true or false", header, text);
    };
  }

  private static String text(Header header) {
    byte[] value = header.value() == null ? new byte[0] : header.value();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      throw new CiderException(
          ErrorCode.METADATA_INVALID,
          "The header %s is not UTF-8.".formatted(Texts.shortened(header.key(), MAX_SHOWN)),
          e);
    }
  }

  private static CiderException notA(String expected, Header header, String text) {
    return new CiderException(
        ErrorCode.METADATA_INVALID,
        "The header %s is '%s', which is no %s."
            .formatted(
                Texts.shortened(header.key(), MAX_SHOWN),
                Texts.shortened(text, MAX_SHOWN),
                expected));
  }
}
