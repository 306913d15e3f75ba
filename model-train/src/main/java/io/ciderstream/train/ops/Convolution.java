package io.ciderstream.train.ops;

/**
 * A square convolution.
 *
 * @param name of its parameters
 * @param in input channels
 * @param out output channels
 * @param kernel width and height of the kernel, odd
 * @param stride 1 or more
 * @param groups divides {@code in} and {@code out}
 * @param padding zeros around the input
 * @param dilation steps between the kernel's values, 1 or more
 * @param bias whether a number is added to each output channel
 */
public record Convolution(
    String name,
    int in,
    int out,
    int kernel,
    int stride,
    int groups,
    Padding padding,
    int dilation,
    boolean bias) {
  public Convolution {
    if (in < 1 || out < 1 || kernel < 1 || kernel % 2 == 0 || stride < 1 || groups < 1) {
      throw new IllegalArgumentException(
          "%s: in %d, out %d, kernel %d, stride %d, groups %d"
              .formatted(name, in, out, kernel, stride, groups));
    }
    if (in % groups != 0 || out % groups != 0) {
      throw new IllegalArgumentException(
          "%s: groups %d must divide in %d and out %d".formatted(name, groups, in, out));
    }
    if (dilation < 1) {
      throw new IllegalArgumentException("%s: dilation %d".formatted(name, dilation));
    }
  }

  /** Creates a convolution that is not dilated and has no bias. */
  public Convolution(
      String name, int in, int out, int kernel, int stride, int groups, Padding padding) {
    this(name, in, out, kernel, stride, groups, padding, 1, false);
  }

  /** Creates a convolution over all channels. */
  public static Convolution dense(
      String name, int in, int out, int kernel, int stride, Padding padding) {
    return new Convolution(name, in, out, kernel, stride, 1, padding);
  }

  /** Creates a 1 x 1 convolution with stride 1. */
  public static Convolution pointwise(String name, int in, int out) {
    return dense(name, in, out, 1, 1, Padding.SAME);
  }

  /** Creates a convolution of each channel by itself. */
  public static Convolution depthwise(
      String name, int channels, int kernel, int stride, Padding padding) {
    return new Convolution(name, channels, channels, kernel, stride, channels, padding);
  }

  /** Returns this convolution with this many steps between the kernel's values. */
  public Convolution dilated(int steps) {
    return new Convolution(name, in, out, kernel, stride, groups, padding, steps, bias);
  }

  /** Returns this convolution with a bias. */
  public Convolution biased() {
    return new Convolution(name, in, out, kernel, stride, groups, padding, dilation, true);
  }

  /** Returns the width and height that the kernel covers. */
  public int extent() {
    return (kernel - 1) * dilation + 1;
  }

  /** Returns the output size along an axis of the given input size. */
  public int outputSize(int size) {
    int padded = size + padding.before(size, this) + padding.after(size, this);
    return (padded - extent()) / stride + 1;
  }
}
