package io.ciderstream.console.api;

import io.ciderstream.console.http.Exchange;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.serde.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Rejects bodies that cannot be a bare picture: forms, texts, compressed data. All other data is
 * left to the embedder, which knows the formats.
 */
final class PictureBody {
  private static final String HOW =
      "Send the picture's bytes alone, as curl -T photo.jpg and curl --data-binary @photo.jpg do.";
  private static final int HEAD = 256;
  private static final int STRIPPED_FROM = 512;
  private static final Pattern FORM = Pattern.compile("[\\w.%+\\[\\]-]{1,64}=[\\x20-\\x7e\\s]*");
  private static final Pattern MARKUP = Pattern.compile("\\s*<[!?A-Za-z].*", Pattern.DOTALL);
  private static final Pattern JSON =
      Pattern.compile("\\s*(\\{\\s*[\"}]|\\[\\s*[\\[{\"\\d\\]-]).*", Pattern.DOTALL);
  private static final Pattern MULTIPART =
      Pattern.compile("--\\S[^\\r\\n]*\\r?\\nContent-.*", Pattern.DOTALL);

  private PictureBody() {}

  /**
   * Checks the headers before the body is read.
   *
   * @throws CiderException FORMAT_UNKNOWN
   */
  static void requirePlain(Exchange exchange) {
    exchange
        .header("Content-Encoding")
        .filter(coding -> !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity"))
        .ifPresent(
            coding -> {
              throw refused(
                  "The body has the Content-Encoding %s, which is not supported. Send it without."
                      .formatted(coding));
            });
    String type = type(exchange);
    if (type.startsWith("multipart/")) {
      throw refused(
          "The body is a form in several parts (%s), as curl -F sends it. ".formatted(type(type))
              + HOW);
    }
  }

  private static String type(Exchange exchange) {
    return exchange.header("Content-Type").orElse("").strip().toLowerCase(Locale.ROOT);
  }

  private static String type(String header) {
    return header.split(";", 2)[0].strip();
  }

  /**
   * Checks the body.
   *
   * @throws CiderException VALUE_EMPTY, FORMAT_UNKNOWN
   */
  static void require(Exchange exchange, byte[] body) {
    if (body.length == 0) {
      throw new CiderException(ErrorCode.VALUE_EMPTY, "The request has no body. " + HOW);
    }
    if (AvroSerdes.isFramed(body)) {
      throw refused("The body begins with 0x00.");
    }
    String head = new String(body, 0, Math.min(HEAD, body.length), StandardCharsets.ISO_8859_1);
    if (JSON.matcher(head).matches()) {
      throw refused(
          "The body is JSON. To search with JSON, set Content-Type: application/json. " + HOW);
    }
    if (MARKUP.matcher(head).matches()) {
      throw refused("The body is HTML or XML; SVG is not a supported format. " + HOW);
    }
    if (MULTIPART.matcher(head).matches()) {
      throw refused("The body is a form in several parts, as curl -F sends it. " + HOW);
    }
    if (FORM.matcher(head).matches()) {
      throw refused("The body is a form, as curl -d sends it. " + HOW);
    }
    if (type(exchange).startsWith("application/x-www-form-urlencoded") && isStripped(body)) {
      throw refused("The body lost its line breaks, as curl -d @photo.jpg removes them. " + HOW);
    }
  }

  /** Every picture of this size has line breaks or zeros. */
  private static boolean isStripped(byte[] body) {
    for (byte b : body) {
      if (b == 0 || b == '\n' || b == '\r') {
        return false;
      }
    }
    return body.length >= STRIPPED_FROM;
  }

  private static CiderException refused(String detail) {
    return new CiderException(ErrorCode.FORMAT_UNKNOWN, detail);
  }
}
