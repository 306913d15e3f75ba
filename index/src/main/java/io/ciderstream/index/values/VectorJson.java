package io.ciderstream.index.values;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.ciderstream.index.rows.FieldKind;

/**
 * Encodes vectors for the SDK: an array of floats, an array of bytes, or for sparse ones an object
 * of index to value. Error messages never contain a vector.
 */
public final class VectorJson {
  private VectorJson() {}

  /**
   * Encodes a vector.
   *
   * @param kind of the field
   * @param value {@code float[]}, {@code double[]}, a list of numbers, bytes, or Base64 text; for
   *     sparse vectors see {@link SparseJson}
   * @param dimension of the field
   * @throws BadValueException if it is not such a vector
   */
  public static JsonElement write(FieldKind kind, Object value, int dimension) {
    return switch (kind) {
      case FLOAT_VECTOR -> floats(numbers(value, dimension));
      case FLOAT16_VECTOR -> halves(value, dimension, VectorJson::float16);
      case BFLOAT16_VECTOR -> halves(value, dimension, VectorJson::bfloat16);
      case INT8_VECTOR -> bytes(ByteVectors.int8(value, dimension));
      case BINARY_VECTOR -> bytes(ByteVectors.bits(value, dimension));
      case SPARSE_FLOAT_VECTOR -> SparseJson.write(value);
      case BOOL, INT8, INT16, INT32, INT64, FLOAT, DOUBLE, VARCHAR, JSON, ARRAY ->
          throw new IllegalArgumentException(kind + " is not a vector");
    };
  }

  /** Returns the dimension of a value of this kind; 0 for sparse vectors. */
  public static int dimension(FieldKind kind, Object value) {
    Object plain = VectorValues.decoded(value);
    int length = kind == FieldKind.SPARSE_FLOAT_VECTOR ? 0 : VectorValues.length(plain);
    boolean isBytes = plain instanceof byte[];
    return switch (kind) {
      case FLOAT_VECTOR -> isBytes ? length / Float.BYTES : length;
      case FLOAT16_VECTOR, BFLOAT16_VECTOR -> isBytes ? length / Short.BYTES : length;
      case BINARY_VECTOR -> isBytes ? length * Byte.SIZE : length;
      case INT8_VECTOR -> length;
      case SPARSE_FLOAT_VECTOR -> 0;
      case BOOL, INT8, INT16, INT32, INT64, FLOAT, DOUBLE, VARCHAR, JSON, ARRAY ->
          throw new IllegalArgumentException(kind + " is not a vector");
    };
  }

  /**
   * Returns the numbers of a dense vector of floats.
   *
   * @param value see {@link #write}
   * @param dimension of the field
   * @throws BadValueException if it is not such a vector
   */
  public static float[] numbers(Object value, int dimension) {
    return numbers(value, dimension, Float.BYTES);
  }

  private static float[] numbers(Object value, int dimension, int width) {
    float[] numbers = VectorValues.floats(VectorValues.decoded(value), width);
    if (numbers.length != dimension) {
      throw new BadValueException(
          "has dimension %d, the field has %d".formatted(numbers.length, dimension));
    }
    for (int i = 0; i < numbers.length; i++) {
      if (!Float.isFinite(numbers[i])) {
        throw new BadValueException("has %s at %d".formatted(numbers[i], i));
      }
    }
    return numbers;
  }

  /** Encodes a dense vector of floats. */
  public static JsonArray floats(float[] numbers) {
    JsonArray array = new JsonArray(numbers.length);
    for (float number : numbers) {
      array.add(number);
    }
    return array;
  }

  /** Encodes numbers of two bytes, little-endian; such bytes are used unchanged. */
  private static JsonArray halves(Object value, int dimension, FloatToShort rounding) {
    if (VectorValues.decoded(value) instanceof byte[] bytes
        && bytes.length == Short.BYTES * dimension) {
      return bytes(bytes);
    }
    byte[] bytes = new byte[Short.BYTES * dimension];
    float[] numbers = numbers(value, dimension, Float.BYTES);
    for (int i = 0; i < dimension; i++) {
      short half = rounding.round(numbers[i]);
      bytes[2 * i] = (byte) half;
      bytes[2 * i + 1] = (byte) (half >> Byte.SIZE);
    }
    return bytes(bytes);
  }

  private static short float16(float number) {
    if (Math.abs(number) > Float16.LARGEST) {
      throw new BadValueException("has a number beyond 65504, the largest of a Float16Vector");
    }
    return Float16.of(number);
  }

  /** Returns the upper half of a float, rounded to the nearest, to even if there are two. */
  private static short bfloat16(float number) {
    int bits = Float.floatToRawIntBits(number);
    int rounded = bits + 0x7fff + ((bits >>> 16) & 1);
    if (!Float.isFinite(Float.intBitsToFloat(rounded & 0xffff0000))) {
      throw new BadValueException("has a number beyond the largest of a BFloat16Vector");
    }
    return (short) (rounded >>> 16);
  }

  private static JsonArray bytes(byte[] bytes) {
    JsonArray array = new JsonArray(bytes.length);
    for (byte number : bytes) {
      array.add(number);
    }
    return array;
  }

  private interface FloatToShort {
    short round(float number);
  }
}
