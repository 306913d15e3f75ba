package io.ciderstream.index.values;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Any value as JSON. */
public final class PlainJson {
  /** The limit of one JSON field and of the dynamic field. */
  public static final int MAX_BYTES = 65_535;

  private PlainJson() {}

  /**
   * Encodes the value of a JSON field.
   *
   * @throws BadValueException if it is too large or has a number that is not finite
   */
  public static JsonElement limited(Object value) {
    JsonElement json = of(value);
    check(json);
    return json;
  }

  /** Rejects more than 65,535 bytes of JSON. */
  public static void check(JsonElement json) {
    int bytes = json.toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw new BadValueException(
          "has %d bytes of JSON, but Milvus accepts %d".formatted(bytes, MAX_BYTES));
    }
  }

  /** Encodes a value; bytes become Base64. */
  public static JsonElement of(Object value) {
    if (value == null) {
      return JsonNull.INSTANCE;
    }
    if (value instanceof String text) {
      return new JsonPrimitive(text);
    }
    if (value instanceof Boolean flag) {
      return new JsonPrimitive(flag);
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof byte[] bytes) {
      return new JsonPrimitive(Base64.getEncoder().encodeToString(bytes));
    }
    if (value instanceof float[] floats) {
      return array(boxed(floats));
    }
    if (value instanceof double[] doubles) {
      return array(boxed(doubles));
    }
    if (value instanceof List<?> list) {
      return array(list);
    }
    if (value instanceof Map<?, ?> map) {
      return object(map);
    }
    throw new BadValueException(
        "has a %s, which JSON cannot contain".formatted(value.getClass().getSimpleName()));
  }

  public static List<Object> boxed(float[] floats) {
    List<Object> list = new ArrayList<>(floats.length);
    for (float number : floats) {
      list.add(number);
    }
    return list;
  }

  public static List<Object> boxed(double[] doubles) {
    List<Object> list = new ArrayList<>(doubles.length);
    for (double number : doubles) {
      list.add(number);
    }
    return list;
  }

  private static JsonPrimitive number(Number number) {
    if (!Double.isFinite(number.doubleValue())) {
      throw new BadValueException("has %s, which JSON cannot contain".formatted(number));
    }
    return new JsonPrimitive(number);
  }

  private static JsonObject object(Map<?, ?> map) {
    JsonObject json = new JsonObject();
    map.forEach((name, inner) -> json.add(String.valueOf(name), of(inner)));
    return json;
  }

  private static JsonArray array(List<?> list) {
    JsonArray array = new JsonArray(list.size());
    list.forEach(element -> array.add(of(element)));
    return array;
  }
}
