package io.ciderstream.embedding.graph;

import java.util.Arrays;
import java.util.Locale;

/** The types of a tensor's numbers, as far as they matter here. */
public enum ElementType {
  FLOAT32(1),
  UINT8(2),
  FLOAT16(10),
  FLOAT64(11),
  BFLOAT16(16),
  OTHER(0);

  private final int code;

  /**
   * Creates a type.
   *
   * @param code of {@code TensorProto.DataType}
   */
  ElementType(int code) {
    this.code = code;
  }

  static ElementType of(long code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst().orElse(OTHER);
  }

  /** Returns whether descriptors can be read from such an output. */
  public boolean isReadable() {
    return this == FLOAT32 || this == FLOAT16 || this == BFLOAT16;
  }

  /** Returns the name as descriptions write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
