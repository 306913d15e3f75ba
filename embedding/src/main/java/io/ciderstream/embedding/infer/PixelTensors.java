package io.ciderstream.embedding.infer;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.describe.ChannelOrder;
import io.ciderstream.embedding.describe.InputTensor;
import io.ciderstream.embedding.describe.TensorLayout;
import io.ciderstream.embedding.graph.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes the input of decoded pictures: layout, type, order of colours and numbers. One thread. */
final class PixelTensors {
  private static final int COLOURS = 3;
  private static final int SAMPLES = 256;

  private final OrtEnvironment environment;
  private final InputTensor input;

  /** The bits of each sample's number, by the input's channel. */
  private final int[][] bits = new int[COLOURS][SAMPLES];

  private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

  PixelTensors(OrtEnvironment environment, InputTensor input) {
    this.environment = environment;
    this.input = input;
    for (int channel = 0; channel < COLOURS; channel++) {
      for (int sample = 0; sample < SAMPLES; sample++) {
        float value = input.values().of(channel, sample);
        bits[channel][sample] =
            switch (input.type()) {
              case FLOAT32 -> Float.floatToRawIntBits(value);
              case FLOAT16 -> Float.floatToFloat16(value);
              default -> sample;
            };
      }
    }
  }

  /**
   * Returns the input of pictures. It is valid until the next one is made.
   *
   * @param pixels direct, uint8 [count, height, width, 3] RGB
   * @param rows pictures of the input, at least the count; the rest is zero
   */
  OnnxTensor of(ByteBuffer pixels, int count, int rows, SizeGroups.Size size) throws OrtException {
    OnnxJavaType type =
        switch (input.type()) {
          case FLOAT32 -> OnnxJavaType.FLOAT;
          case FLOAT16 -> OnnxJavaType.FLOAT16;
          default -> OnnxJavaType.UINT8;
        };
    if (input.isAsDecoded() && count == rows) {
      return OnnxTensor.createTensor(environment, pixels, shape(rows, size), type);
    }
    buffer = cleared(rows * size.bytes() * elementBytes());
    byte[] picture = new byte[size.bytes()];
    for (int i = 0; i < count; i++) {
      pixels.get(pixels.position() + i * picture.length, picture);
      if (input.layout() == TensorLayout.NHWC) {
        putInterleaved(picture);
      } else {
        putPlanes(picture);
      }
    }
    while (buffer.hasRemaining()) {
      buffer.put((byte) 0);
    }
    return OnnxTensor.createTensor(environment, buffer.flip(), shape(rows, size), type);
  }

  private ByteBuffer cleared(int bytes) {
    ByteBuffer room =
        buffer.capacity() >= bytes
            ? buffer
            : ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    return room.clear().limit(bytes);
  }

  private long[] shape(int rows, SizeGroups.Size size) {
    return input.layout() == TensorLayout.NHWC
        ? new long[] {rows, size.height(), size.width(), COLOURS}
        : new long[] {rows, COLOURS, size.height(), size.width()};
  }

  private void putPlanes(byte[] picture) {
    for (int channel = 0; channel < COLOURS; channel++) {
      int[] numbers = bits[channel];
      for (int i = colour(channel); i < picture.length; i += COLOURS) {
        put(numbers[picture[i] & 0xff]);
      }
    }
  }

  private void putInterleaved(byte[] picture) {
    for (int pixel = 0; pixel < picture.length; pixel += COLOURS) {
      for (int channel = 0; channel < COLOURS; channel++) {
        put(bits[channel][picture[pixel + colour(channel)] & 0xff]);
      }
    }
  }

  private int colour(int channel) {
    return input.channels() == ChannelOrder.RGB ? channel : COLOURS - 1 - channel;
  }

  private void put(int number) {
    if (input.type() == ElementType.FLOAT32) {
      buffer.putInt(number);
    } else if (input.type() == ElementType.FLOAT16) {
      buffer.putShort((short) number);
    } else {
      buffer.put((byte) number);
    }
  }

  private int elementBytes() {
    return switch (input.type()) {
      case FLOAT32 -> Float.BYTES;
      case FLOAT16 -> Short.BYTES;
      default -> Byte.BYTES;
    };
  }
}
