package io.ciderstream.index.values;

import java.util.List;

/** Vectors of bytes and of bits. */
final class ByteVectors {
  private ByteVectors() {}

  /** Returns whole numbers of -128..127; bytes are used unchanged. */
  static byte[] int8(Object value, int dimension) {
    if (VectorValues.decoded(value) instanceof byte[] bytes) {
      return checked(bytes, dimension);
    }
    float[] numbers = VectorValues.floats(value, Float.BYTES);
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) numbers[i];
      if (bytes[i] != numbers[i]) {
        throw new BadValueException("has a number at %d that is not -128..127, whole".formatted(i));
      }
    }
    return checked(bytes, dimension);
  }

  /**
   * Returns a vector of bits from bytes of 8 bits each, the highest bit first, or from a list of 0
   * and 1, or of booleans.
   */
  static byte[] bits(Object value, int dimension) {
    byte[] bytes;
    if (VectorValues.decoded(value) instanceof byte[] given) {
      bytes = given;
    } else if (value instanceof List<?> list) {
      bytes = packed(list);
    } else {
      bytes = packed(VectorValues.floats(value, Float.BYTES));
    }
    if (bytes.length * Byte.SIZE != dimension) {
      throw new BadValueException(
          "has %d bits, the field has %d".formatted(bytes.length * Byte.SIZE, dimension));
    }
    return bytes;
  }

  private static byte[] packed(List<?> list) {
    float[] numbers = new float[list.size()];
    int i = 0;
    for (Object element : list) {
      numbers[i++] =
          element instanceof Boolean bit
              ? (bit ? 1 : 0)
              : VectorValues.number(element).floatValue();
    }
    return packed(numbers);
  }

  private static byte[] packed(float[] bits) {
    if (bits.length % Byte.SIZE != 0) {
      throw new BadValueException("has %d bits, not a multiple of 8".formatted(bits.length));
    }
    byte[] bytes = new byte[bits.length / Byte.SIZE];
    for (int i = 0; i < bits.length; i++) {
      if (bits[i] != 0 && bits[i] != 1) {
        throw new BadValueException("has a number at %d that is neither 0 nor 1".formatted(i));
      }
      if (bits[i] == 1) {
        bytes[i / Byte.SIZE] |= (byte) (0x80 >> i % Byte.SIZE);
      }
    }
    return bytes;
  }

  private static byte[] checked(byte[] bytes, int dimension) {
    if (bytes.length != dimension) {
      throw new BadValueException(
          "has dimension %d, the field has %d".formatted(bytes.length, dimension));
    }
    return bytes;
  }
}
