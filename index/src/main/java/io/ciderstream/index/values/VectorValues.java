package io.ciderstream.index.values;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/** Reads numbers from the forms of a vector. */
final class VectorValues {
  private VectorValues() {}

  /** Decodes Base64 text, as JSON has no bytes; returns other values unchanged. */
  static Object decoded(Object value) {
    if (value instanceof String text) {
      try {
        return Base64.getDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        throw new BadValueException("is text, but not Base64");
      }
    }
    return value;
  }

  /**
   * Returns the numbers of a vector.
   *
   * @param width bytes of one number where the value is bytes; only 4, a little-endian float
   */
  static float[] floats(Object value, int width) {
    if (value instanceof float[] floats) {
      return floats;
    }
    if (value instanceof double[] doubles) {
      return narrowed(doubles);
    }
    if (value instanceof List<?> list) {
      return numbers(list);
    }
    if (value instanceof byte[] bytes) {
      return littleEndian(bytes, width);
    }
    throw notAVector(value);
  }

  private static float[] narrowed(double[] doubles) {
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }

  private static float[] numbers(List<?> list) {
    float[] floats = new float[list.size()];
    int i = 0;
    for (Object number : list) {
      floats[i++] = number(number).floatValue();
    }
    return floats;
  }

  private static float[] littleEndian(byte[] bytes, int width) {
    if (bytes.length % width != 0) {
      throw new BadValueException(
          "has %d bytes, which is not a multiple of %d".formatted(bytes.length, width));
    }
    float[] floats = new float[bytes.length / width];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }

  static Number number(Object value) {
    if (value instanceof Number number) {
      return number;
    }
    throw new BadValueException("has an element that is not a number");
  }

  /** Returns the number of elements of a vector's form. */
  static int length(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes.length;
    }
    if (value instanceof float[] floats) {
      return floats.length;
    }
    if (value instanceof double[] doubles) {
      return doubles.length;
    }
    if (value instanceof List<?> list) {
      return list.size();
    }
    throw notAVector(value);
  }

  private static BadValueException notAVector(Object value) {
    return new BadValueException(
        "is %s, not an array of numbers or bytes"
            .formatted(value == null ? "null" : "a " + value.getClass().getSimpleName()));
  }
}
