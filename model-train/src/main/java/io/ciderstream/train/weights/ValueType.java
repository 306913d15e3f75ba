package io.ciderstream.train.weights;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The types of values that weight files hold, with their names in safetensors and PyTorch. */
enum ValueType {
  F64("F64", "torch.DoubleStorage", Double.BYTES, true),
  F32("F32", "torch.FloatStorage", Float.BYTES, true),
  F16("F16", "torch.HalfStorage", Short.BYTES, true),
  BF16("BF16", "torch.BFloat16Storage", Short.BYTES, true),
  I64("I64", "torch.LongStorage", Long.BYTES, false),
  I32("I32", "torch.IntStorage", Integer.BYTES, false),
  I16("I16", "torch.ShortStorage", Short.BYTES, false),
  I8("I8", "torch.CharStorage", Byte.BYTES, false),
  U8("U8", "torch.ByteStorage", Byte.BYTES, false),
  BOOL("BOOL", "torch.BoolStorage", Byte.BYTES, false);

  private final String safetensors;
  private final String torch;
  private final int width;
  private final boolean parameter;

  ValueType(String safetensors, String torch, int width, boolean parameter) {
    this.safetensors = safetensors;
    this.torch = torch;
    this.width = width;
    this.parameter = parameter;
  }

  static ValueType ofSafetensors(String name) {
    return find(
        Arrays.stream(values()).filter(type -> type.safetensors.equals(name)).findFirst(), name);
  }

  static ValueType ofTorch(String name) {
    return find(Arrays.stream(values()).filter(type -> type.torch.equals(name)).findFirst(), name);
  }

  private static ValueType find(Optional<ValueType> found, String name) {
    return found.orElseThrow(
        () ->
            new IllegalArgumentException("values of the type '%s' cannot be read".formatted(name)));
  }

  /** Bytes of one value. */
  int width() {
    return width;
  }

  /**
   * Whether such values are weights; integers are counters, such as those of batch normalisation.
   */
  boolean isParameter() {
    return parameter;
  }

  /**
   * Reads weights.
   *
   * @param in little-endian; moved behind the values
   */
  float[] read(ByteBuffer in, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (this) {
            case F64 -> (float) in.getDouble();
            case F32 -> in.getFloat();
            case F16 -> Float.float16ToFloat(in.getShort());
            case BF16 -> Float.intBitsToFloat(in.getShort() << Short.SIZE);
            case I64, I32, I16, I8, U8, BOOL ->
                throw new IllegalStateException(this + " is no type of weights");
          };
    }
    return values;
  }
}
