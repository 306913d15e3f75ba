package io.ciderstream.evaluation.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes a pickle by hand, code by code. */
public final class PickleBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** As {@code torch.save} began before version 1.6: magic number, protocol, system dictionary. */
  public static PickleBytes head() {
    PickleBytes bytes = new PickleBytes();
    bytes.out.writeBytes(HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa850192e"));
    bytes.out.writeBytes(HexFormat.of().parseHex("80024de9032e"));
    return bytes.begin().code("}.");
  }

  public PickleBytes begin() {
    out.write(0x80);
    out.write(2);
    return this;
  }

  public PickleBytes code(String codes) {
    out.writeBytes(codes.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  public PickleBytes text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    out.write('X');
    return integer(utf8.length).raw(utf8);
  }

  /** Pushes a number below 256. */
  public PickleBytes small(int value) {
    out.write('K');
    out.write(value);
    return this;
  }

  public PickleBytes tuple(int... values) {
    code("(");
    for (int value : values) {
      small(value);
    }
    return code("t");
  }

  /** A tensor over a storage of the given type. */
  public PickleBytes tensor(
      String type, String key, int count, int offset, int[] shape, int[] strides) {
    code("ctorch._utils\n_rebuild_tensor_v2\n((").text("storage").code("ctorch\n" + type + "\n");
    text(key).text("cpu").small(count).code("NtQ").small(offset).tuple(shape).tuple(strides);
    return code("\u0089ccollections\nOrderedDict\n)RtR");
  }

  public PickleBytes floats(float... values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Long.BYTES + values.length * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(values.length);
    for (float value : values) {
      buffer.putFloat(value);
    }
    return raw(buffer.array());
  }

  public PickleBytes halves(float... values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Long.BYTES + values.length * Short.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(values.length);
    for (float value : values) {
      buffer.putShort(Float.floatToFloat16(value));
    }
    return raw(buffer.array());
  }

  public PickleBytes longs(long... values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Long.BYTES * (values.length + 1))
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(values.length);
    for (long value : values) {
      buffer.putLong(value);
    }
    return raw(buffer.array());
  }

  public byte[] bytes() {
    return out.toByteArray();
  }

  private PickleBytes integer(int value) {
    return raw(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  private PickleBytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }
}
