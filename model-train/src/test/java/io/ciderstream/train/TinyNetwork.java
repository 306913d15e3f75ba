package io.ciderstream.train;

import io.ciderstream.train.network.head.GemPooling;
import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.NeuralNetwork;
import io.ciderstream.train.ops.Ops;
import io.ciderstream.train.ops.Padding;
import io.ciderstream.train.ops.PixelScale;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Every operation of a plain backbone once, both paddings, odd and even kernels' worth of strides,
 * three outputs.
 */
public record TinyNetwork() implements NeuralNetwork {
  @Override
  public <T> SequencedMap<String, T> outputs(Ops<T> ops, T images) {
    PixelScale pixels = new PixelScale(List.of(124f, 116f, 104f), List.of(58f, 57f, 56f));
    T x = ops.normalise(images, pixels);
    x = ops.conv2d(x, Convolution.dense("stem", 3, 8, 3, 2, Padding.SAME));
    x = ops.relu6(ops.batchNorm(x, "stem_bn", 8, 1e-3));
    T narrow = ops.conv2d(x, Convolution.depthwise("wise", 8, 5, 2, Padding.SAME));
    T y = ops.conv2d(narrow, Convolution.pointwise("point", 8, 8));
    x = ops.add(ops.batchNorm(y, "point_bn", 8, 1e-5), narrow);
    x = ops.conv2d(x, new Convolution("grouped", 8, 12, 3, 2, 4, Padding.SYMMETRIC));
    SequencedMap<String, T> outputs = new LinkedHashMap<>();
    outputs.put("descriptors", ops.l2Normalise(new GemPooling(3, false).pool(ops, x)));
    outputs.put("logits", ops.linear(ops.spatialMean(x), "fc", 12, 5));
    outputs.put("map", x);
    return outputs;
  }
}
