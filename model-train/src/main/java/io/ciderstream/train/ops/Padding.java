package io.ciderstream.train.ops;

/** The number of zeros that a convolution sets around its input. Both are the same at stride 1. */
public enum Padding {
  /**
   * TensorFlow's SAME: output size is {@code ceil(size / stride)}, so the padding depends on the
   * input's size; the odd zero goes after.
   */
  SAME {
    @Override
    int total(int size, int extent, int stride) {
      int output = Math.ceilDiv(size, stride);
      return Math.max((output - 1) * stride + extent - size, 0);
    }
  },
  /**
   * Half of what the kernel covers, less its middle, on either side, regardless of the size, as
   * ResNet has it.
   */
  SYMMETRIC {
    @Override
    int total(int size, int extent, int stride) {
      return extent - 1;
    }
  };

  abstract int total(int size, int extent, int stride);

  /** Returns the number of zeros before the first value along one axis. */
  public int before(int size, Convolution convolution) {
    return total(size, convolution.extent(), convolution.stride()) / 2;
  }

  /** Returns the number of zeros after the last value along one axis. */
  public int after(int size, Convolution convolution) {
    return total(size, convolution.extent(), convolution.stride()) - before(size, convolution);
  }
}
