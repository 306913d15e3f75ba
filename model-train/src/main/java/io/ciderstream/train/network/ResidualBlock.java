package io.ciderstream.train.network;

import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.Ops;
import io.ciderstream.train.ops.Padding;

/**
 * ResNet's block: two 3 x 3 convolutions, or 1 x 1, 3 x 3, 1 x 1 to four times the width; the
 * input, projected where shapes differ, is added.
 *
 * @param name prefix of its parameters
 * @param in input channels
 * @param width channels of the 3 x 3 convolutions
 * @param stride of the first 3 x 3 convolution
 * @param bottleneck whether it has three convolutions
 */
record ResidualBlock(String name, int in, int width, int stride, boolean bottleneck)
    implements BackboneBlock {
  static final double EPSILON = 1e-5;
  private static final int EXPANSION = 4;

  @Override
  public int out() {
    return bottleneck ? width * EXPANSION : width;
  }

  @Override
  public <T> T apply(Ops<T> ops, T input) {
    T x;
    if (bottleneck) {
      x = ops.relu(normalised(ops, input, 1, convolution(1, in, width, 1, 1)));
      x = ops.relu(normalised(ops, x, 2, convolution(2, width, width, 3, stride)));
      x = normalised(ops, x, 3, convolution(3, width, out(), 1, 1));
    } else {
      x = ops.relu(normalised(ops, input, 1, convolution(1, in, width, 3, stride)));
      x = normalised(ops, x, 2, convolution(2, width, width, 3, 1));
    }
    return ops.relu(ops.add(x, shortcut(ops, input)));
  }

  private <T> T shortcut(Ops<T> ops, T input) {
    if (stride == 1 && in == out()) {
      return input;
    }
    T x =
        ops.conv2d(
            input,
            Convolution.dense(name + ".downsample.0", in, out(), 1, stride, Padding.SYMMETRIC));
    return ops.batchNorm(x, name + ".downsample.1", out(), EPSILON);
  }

  private Convolution convolution(int number, int from, int to, int kernel, int step) {
    return Convolution.dense(name + ".conv" + number, from, to, kernel, step, Padding.SYMMETRIC);
  }

  private <T> T normalised(Ops<T> ops, T x, int number, Convolution convolution) {
    T y = ops.conv2d(x, convolution);
    return ops.batchNorm(y, name + ".bn" + number, convolution.out(), EPSILON);
  }
}
