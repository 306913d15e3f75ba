package io.ciderstream.embedding.infer;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the metadata of an ONNX file, a message of Protocol Buffers, without a session, which takes
 * far longer to make.
 */
final class OnnxFileEntries {
  private static final int METADATA = 14;
  private static final int KEY = 1;
  private static final int VALUE = 2;

  private OnnxFileEntries() {}

  /**
   * Returns the entries of the metadata.
   *
   * @throws IllegalArgumentException if it is not such a file
   */
  static Map<String, String> of(byte[] file) {
    Map<String, String> entries = new HashMap<>();
    try {
      ByteBuffer model = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
      while (model.hasRemaining()) {
        Field field = Field.next(model);
        if (field.number() == METADATA) {
          Map<Integer, String> entry = texts(field.content());
          entries.put(entry.getOrDefault(KEY, ""), entry.getOrDefault(VALUE, ""));
        }
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException | ArithmeticException e) {
      throw new IllegalArgumentException("it is not an ONNX model, or not all of one", e);
    }
    return entries;
  }

  private static Map<Integer, String> texts(ByteBuffer message) {
    Map<Integer, String> texts = new HashMap<>();
    while (message.hasRemaining()) {
      Field field = Field.next(message);
      texts.put(field.number(), StandardCharsets.UTF_8.decode(field.content()).toString());
    }
    return texts;
  }

  /**
   * A field of a message.
   *
   * @param content empty if it is a number
   */
  private record Field(int number, ByteBuffer content) {
    static Field next(ByteBuffer in) {
      long tag = varint(in);
      int length =
          switch ((int) tag & 7) {
            case 0 -> {
              varint(in);
              yield 0;
            }
            case 1 -> Long.BYTES;
            case 2 -> Math.toIntExact(varint(in));
            case 5 -> Integer.BYTES;
            default -> throw new IllegalArgumentException("it is not an ONNX model");
          };
      ByteBuffer content = in.slice(in.position(), length);
      in.position(in.position() + length);
      return new Field((int) (tag >>> 3), content);
    }

    private static long varint(ByteBuffer in) {
      long value = 0;
      for (int shift = 0; shift < Long.SIZE; shift += 7) {
        byte next = in.get();
        value |= (long) (next & 0x7f) << shift;
        if (next >= 0) {
          return value;
        }
      }
      throw new IllegalArgumentException("it is not an ONNX model");
    }
  }
}
