package io.ciderstream.train.network;

import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.Ops;
import io.ciderstream.train.ops.Padding;

/**
 * MobileNetV2's block without squeeze-and-excitation: widen by 1 x 1, filter each channel, narrow
 * by 1 x 1; the input is added where shapes allow.
 *
 * @param name prefix of its parameters
 * @param in input channels
 * @param out output channels
 * @param kernel of the depthwise convolution
 * @param stride of the depthwise convolution
 * @param expansion how many times wider the middle is; 1 leaves the first step out
 */
record InvertedResidual(String name, int in, int out, int kernel, int stride, int expansion)
    implements BackboneBlock {
  static final double EPSILON = 1e-3;

  @Override
  public <T> T apply(Ops<T> ops, T input) {
    int wide = in * expansion;
    T x = input;
    if (expansion > 1) {
      x = ops.conv2d(x, Convolution.pointwise(name + "._expand_conv", in, wide));
      x = ops.relu6(ops.batchNorm(x, name + "._bn0", wide, EPSILON));
    }
    x =
        ops.conv2d(
            x,
            Convolution.depthwise(name + "._depthwise_conv", wide, kernel, stride, Padding.SAME));
    x = ops.relu6(ops.batchNorm(x, name + "._bn1", wide, EPSILON));
    x = ops.conv2d(x, Convolution.pointwise(name + "._project_conv", wide, out));
    x = ops.batchNorm(x, name + "._bn2", out, EPSILON);
    return stride == 1 && in == out ? ops.add(x, input) : x;
  }
}
