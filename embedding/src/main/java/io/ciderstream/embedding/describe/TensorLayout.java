package io.ciderstream.embedding.describe;

/** The order of the axes of an input. */
public enum TensorLayout {
  /** Pictures, channels, height, width. */
  NCHW,
  /** Pictures, height, width, channels. */
  NHWC;

  private static final int LAST = 3;

  /** Returns the axis of the channels, from 0. */
  public int channels() {
    return this == NCHW ? 1 : LAST;
  }

  /** Returns the axis of the height, from 0; that of the width is the next one. */
  public int height() {
    return this == NCHW ? 2 : 1;
  }
}
