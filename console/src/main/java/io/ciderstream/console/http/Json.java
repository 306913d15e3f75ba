package io.ciderstream.console.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON as the API writes and reads it: names in snake_case. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private Json() {}

  /** Any record, map or list in UTF-8. */
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads an object.
   *
   * @throws CiderException QUERY_INVALID if it is none
   */
  public static JsonNode readObject(byte[] text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      throw new CiderException(
          ErrorCode.QUERY_INVALID, "The body is no JSON: " + e.getOriginalMessage() + ".", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new CiderException(ErrorCode.QUERY_INVALID, "The body is no JSON object.");
  }
}
