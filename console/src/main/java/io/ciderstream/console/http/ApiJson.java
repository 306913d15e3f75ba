package io.ciderstream.console.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes and reads the JSON of the API, with names in snake_case. Any thread. */
public final class ApiJson {
  private static final int MAX_TOKENS = 1 << 16;

  /** The length of a text is bounded by that of the body: a picture in Base64 is one text. */
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxStringLength(Integer.MAX_VALUE)
          .maxTokenCount(MAX_TOKENS)
          .build();

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(LIMITS).build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  private ApiJson() {}

  /** Returns a record, map or list as JSON in UTF-8. */
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads an object of at most 65,536 names, values and brackets.
   *
   * @throws CiderException QUERY_INVALID if it is none, or larger
   */
  public static JsonNode readObject(byte[] text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (StreamConstraintsException e) {
      throw new CiderException(
          ErrorCode.QUERY_INVALID,
          "The body's JSON is too large or too deep: " + e.getOriginalMessage() + ".",
          e);
    } catch (JsonProcessingException e) {
      throw new CiderException(
          ErrorCode.QUERY_INVALID, "The body is not JSON: " + e.getOriginalMessage() + ".", e);
    } catch (CharConversionException e) {
      throw new CiderException(
          ErrorCode.QUERY_INVALID, "The body's encoding is not UTF-8: " + e.getMessage() + ".", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new CiderException(ErrorCode.QUERY_INVALID, "The body is not a JSON object.");
  }
}
