package io.ciderstream.evaluation.pickle;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The types in which files store the numbers of a tensor, with the names of safetensors and of
 * PyTorch.
 */
public enum NumberType {
  FLOAT16("F16", "HalfStorage", Short.BYTES),
  BFLOAT16("BF16", "BFloat16Storage", Short.BYTES),
  FLOAT32("F32", "FloatStorage", Float.BYTES),
  FLOAT64("F64", "DoubleStorage", Double.BYTES),
  INT64("I64", "LongStorage", Long.BYTES),
  INT32("I32", "IntStorage", Integer.BYTES),
  INT16("I16", "ShortStorage", Short.BYTES),
  INT8("I8", "CharStorage", Byte.BYTES),
  UINT64("U64", "UInt64Storage", Long.BYTES),
  UINT32("U32", "UInt32Storage", Integer.BYTES),
  UINT16("U16", "UInt16Storage", Short.BYTES),
  UINT8("U8", "ByteStorage", Byte.BYTES),
  BOOL("BOOL", "BoolStorage", Byte.BYTES);

  private static final String PACKAGE = "torch.";

  private final String safe;
  private final String torch;
  private final int width;

  NumberType(String safe, String torch, int width) {
    this.safe = safe;
    this.torch = torch;
    this.width = width;
  }

  /** Returns the type that a safetensors head names, such as {@code BF16}. */
  public static Optional<NumberType> ofSafeTensors(String name) {
    return Arrays.stream(values()).filter(type -> type.safe.equals(name)).findFirst();
  }

  /** Returns the type of a storage's class, such as {@code torch.HalfStorage}. */
  public static Optional<NumberType> ofStorage(String name) {
    return Arrays.stream(values()).filter(type -> name.equals(PACKAGE + type.torch)).findFirst();
  }

  /** Returns the bytes of one number. */
  public int width() {
    return width;
  }

  /** Returns whether these can be parameters; whole numbers are counters and the like. */
  public boolean real() {
    return switch (this) {
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> true;
      case INT64, INT32, INT16, INT8, UINT64, UINT32, UINT16, UINT8, BOOL -> false;
    };
  }

  /**
   * Reads the next numbers of a buffer as float32.
   *
   * @param bytes in the buffer's own order
   * @throws java.nio.BufferUnderflowException if there are fewer
   */
  public float[] floats(ByteBuffer bytes, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (this) {
            case FLOAT16 -> Float.float16ToFloat(bytes.getShort());
            case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort() << Short.SIZE);
            case FLOAT32 -> bytes.getFloat();
            case FLOAT64 -> (float) bytes.getDouble();
            case INT64, INT32, INT16, INT8, UINT64, UINT32, UINT16, UINT8, BOOL ->
                throw new IllegalArgumentException(this + " are not parameters");
          };
    }
    return values;
  }
}
