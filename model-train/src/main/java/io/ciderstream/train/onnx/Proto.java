package io.ciderstream.train.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A protobuf message in wire format, field by field in the order of the calls. Large values are
 * kept as they are given until the end, so that a model is in memory once.
 */
final class Proto {
  private static final int VARINT = 0;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private final List<byte[]> parts = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int size;

  Proto number(int field, long value) {
    varint((long) field << 3 | VARINT);
    varint(value);
    return this;
  }

  Proto fixed(int field, float value) {
    varint((long) field << 3 | FIXED32);
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < Float.SIZE; shift += Byte.SIZE) {
      out.write(bits >>> shift);
    }
    return this;
  }

  /** The bytes are not copied. */
  Proto bytes(int field, byte[] value) {
    varint((long) field << 3 | LENGTH);
    varint(value.length);
    part(value);
    return this;
  }

  Proto text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** The message is taken as it is now. */
  Proto message(int field, Proto value) {
    value.cut();
    varint((long) field << 3 | LENGTH);
    varint(value.size);
    value.parts.forEach(this::part);
    return this;
  }

  byte[] toBytes() {
    cut();
    ByteBuffer whole = ByteBuffer.allocate(size);
    parts.forEach(whole::put);
    return whole.array();
  }

  private void part(byte[] bytes) {
    cut();
    parts.add(bytes);
    size = Math.addExact(size, bytes.length);
  }

  private void cut() {
    if (out.size() > 0) {
      parts.add(out.toByteArray());
      size = Math.addExact(size, out.size());
      out.reset();
    }
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
