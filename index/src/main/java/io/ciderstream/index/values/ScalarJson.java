package io.ciderstream.index.values;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.index.rows.FieldSpec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Encodes values of fields that are not vectors for the SDK. */
public final class ScalarJson {
  private ScalarJson() {}

  /**
   * Encodes a value.
   *
   * @throws BadValueException if the value does not fit
   */
  public static JsonElement write(FieldSpec field, Object value) {
    return field.kind() == FieldKind.ARRAY
        ? array(field, value)
        : write(field.kind(), field.size(), value);
  }

  private static JsonElement write(FieldKind kind, int bytes, Object value) {
    return switch (kind) {
      case BOOL -> bool(value);
      case INT8 -> whole(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case INT16 -> whole(value, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT32 -> whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case INT64 -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT -> real(value, Float.MAX_VALUE);
      case DOUBLE -> real(value, Double.MAX_VALUE);
      case VARCHAR -> text(value, bytes);
      case JSON -> PlainJson.limited(value);
      case ARRAY,
          FLOAT_VECTOR,
          FLOAT16_VECTOR,
          BFLOAT16_VECTOR,
          INT8_VECTOR,
          BINARY_VECTOR,
          SPARSE_FLOAT_VECTOR ->
          throw new IllegalArgumentException(kind + " is not a scalar");
    };
  }

  private static JsonPrimitive bool(Object value) {
    if (value instanceof Boolean flag) {
      return new JsonPrimitive(flag);
    }
    throw notA("Bool", value);
  }

  private static JsonPrimitive whole(Object value, long min, long max) {
    if (!isWhole(value)) {
      throw notA("whole number", value);
    }
    long number = ((Number) value).longValue();
    if (number < min || number > max) {
      throw new BadValueException("is %d, not %d..%d".formatted(number, min, max));
    }
    return new JsonPrimitive(number);
  }

  private static boolean isWhole(Object value) {
    if (value instanceof BigInteger whole) {
      return whole.bitLength() < Long.SIZE;
    }
    if (value instanceof Double real) {
      return real == Math.rint(real) && Math.abs(real) < 1L << 53;
    }
    if (value instanceof Float real) {
      return real == Math.rint(real) && Math.abs(real) < 1 << 24;
    }
    return value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte;
  }

  private static JsonPrimitive real(Object value, double max) {
    if (!(value instanceof Number number)) {
      throw notA("number", value);
    }
    double real = number.doubleValue();
    if (!Double.isFinite(real) || Math.abs(real) > max) {
      throw new BadValueException("is %s, beyond what the field holds".formatted(real));
    }
    return new JsonPrimitive(max == Float.MAX_VALUE ? (Number) (float) real : (Number) real);
  }

  private static JsonPrimitive text(Object value, int bytes) {
    String text = text(value);
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > 0 && length > bytes) {
      throw new BadValueException(
          "has %d bytes of UTF-8, the field holds %d".formatted(length, bytes));
    }
    return new JsonPrimitive(text);
  }

  private static String text(Object value) {
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    throw notA("text", value);
  }

  private static List<?> list(Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    if (value instanceof float[] floats) {
      return PlainJson.boxed(floats);
    }
    if (value instanceof double[] doubles) {
      return PlainJson.boxed(doubles);
    }
    throw notA("list", value);
  }

  private static JsonArray array(FieldSpec field, Object value) {
    List<?> list = list(value);
    if (field.capacity() > 0 && list.size() > field.capacity()) {
      throw new BadValueException(
          "has %d elements, the field holds %d".formatted(list.size(), field.capacity()));
    }
    FieldKind element =
        field
            .element()
            .orElseThrow(
                () -> new BadValueException("is an array of a type that cannot be written"));
    JsonArray array = new JsonArray(list.size());
    for (Object each : list) {
      if (each == null) {
        throw new BadValueException("contains null");
      }
      array.add(write(element, field.size(), each));
    }
    return array;
  }

  private static BadValueException notA(String expected, Object value) {
    return new BadValueException(
        "is a %s, not a %s".formatted(value.getClass().getSimpleName(), expected));
  }
}
