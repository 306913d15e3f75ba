package io.ciderstream.embedding.graph;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A field of a message of Protocol Buffers.
 *
 * @param number of the field
 * @param value if it is a varint; else 0
 * @param content if it is a text or message; else the bytes of a fixed number, or empty
 */
record ProtoField(int number, long value, ByteBuffer content) {
  private static final int WIRE_TYPE = 7;

  /**
   * Passes on the fields of a message, in order. Nothing is copied.
   *
   * @throws IllegalArgumentException if it is not a message, or not all of one
   */
  static void forEach(ByteBuffer message, Consumer<ProtoField> fields) {
    ByteBuffer in = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    try {
      while (in.hasRemaining()) {
        fields.accept(next(in));
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException | ArithmeticException e) {
      throw new IllegalArgumentException("it is not an ONNX model, or not all of one", e);
    }
  }

  String text() {
    return StandardCharsets.UTF_8.decode(content.duplicate()).toString();
  }

  private static ProtoField next(ByteBuffer in) {
    long tag = varint(in);
    int number = (int) (tag >>> 3);
    return switch ((int) tag & WIRE_TYPE) {
      case 0 -> new ProtoField(number, varint(in), ByteBuffer.allocate(0));
      case 1 -> new ProtoField(number, 0, take(in, Long.BYTES));
      case 2 -> new ProtoField(number, 0, take(in, Math.toIntExact(varint(in))));
      case 5 -> new ProtoField(number, 0, take(in, Integer.BYTES));
      default -> throw new IllegalArgumentException("it is not an ONNX model");
    };
  }

  private static ByteBuffer take(ByteBuffer in, int length) {
    ByteBuffer content = in.slice(in.position(), length);
    in.position(in.position() + length);
    return content;
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
