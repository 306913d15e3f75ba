package io.ciderstream.connectors.values;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON text as plain Java: whole numbers become Long or BigInteger, others Double. Strict, and no
 * deeper than 64 levels.
 */
final class JsonText {
  private static final int MAX_DEPTH = 64;
  private static final int LONGEST_NUMBER = 400;
  private static final int LONG_DIGITS = 18;

  private JsonText() {}

  /**
   * Parses a JSON object.
   *
   * @throws CiderException VALUE_INVALID if it is no JSON object
   */
  static Map<String, Object> object(String text) {
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      if (reader.peek() != JsonToken.BEGIN_OBJECT) {
        throw invalid("It is JSON, but not an object.", null);
      }
      Map<String, Object> object = object(reader, 1);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw invalid("There is more after the JSON object.", null);
      }
      return object;
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      // without the cause: its text may show a vector
      throw invalid("It is not well-formed JSON.", null);
    }
  }

  private static Object value(JsonReader reader, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw invalid("It is deeper than %d levels.".formatted(MAX_DEPTH), null);
    }
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(reader, depth);
      case BEGIN_ARRAY -> array(reader, depth);
      case STRING -> reader.nextString();
      case NUMBER -> number(reader.nextString());
      case BOOLEAN -> reader.nextBoolean();
      case NULL -> {
        reader.nextNull();
        yield null;
      }
      case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT ->
          throw invalid("It is not well-formed JSON.", null);
    };
  }

  private static Map<String, Object> object(JsonReader reader, int depth) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      map.put(reader.nextName(), value(reader, depth + 1));
    }
    reader.endObject();
    return map;
  }

  private static List<Object> array(JsonReader reader, int depth) throws IOException {
    List<Object> list = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      list.add(value(reader, depth + 1));
    }
    reader.endArray();
    return list;
  }

  private static Object number(String digits) {
    boolean whole = true;
    for (int i = 0; i < digits.length() && whole; i++) {
      char c = digits.charAt(i);
      whole = c == '-' || (c >= '0' && c <= '9');
    }
    if (!whole) {
      return Double.parseDouble(digits);
    }
    if (digits.length() <= LONG_DIGITS) {
      return Long.parseLong(digits);
    }
    if (digits.length() > LONGEST_NUMBER) {
      throw invalid("It has a number of %d digits.".formatted(digits.length()), null);
    }
    BigInteger number = new BigInteger(digits);
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : (Object) number;
  }

  private static CiderException invalid(String detail, Throwable cause) {
    return new CiderException(ErrorCode.VALUE_INVALID, detail, cause);
  }
}
