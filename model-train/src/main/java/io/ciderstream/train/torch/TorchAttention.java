package io.ciderstream.train.torch;

import io.ciderstream.train.ops.DotProductAttention;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The operations of attention in libtorch. */
final class TorchAttention {
  private TorchAttention() {}

  static Tensor attend(Tensor queries, Tensor keys, Tensor values, DotProductAttention attention) {
    Tensor q = heads(queries, attention.heads(), attention.keyWidth());
    Tensor k = heads(keys, attention.heads(), attention.keyWidth());
    Tensor v = heads(values, attention.heads(), attention.valueWidth());
    Tensor products = q.transpose(2, 3).matmul(k).mul(new Scalar(attention.scale()));
    Tensor attended = v.matmul(torch.softmax(products, -1).transpose(2, 3));
    return attended.reshape(queries.size(0), values.size(1), queries.size(2), queries.size(3));
  }

  /** Returns [N,heads,width,places]. */
  private static Tensor heads(Tensor map, int heads, int width) {
    return map.reshape(map.size(0), heads, width, -1);
  }

  static Tensor attendChannels(Tensor queries, Tensor keys, Tensor map) {
    Tensor products = queries.unsqueeze(2).mul(keys.unsqueeze(1));
    return torch.softmax(products, -1).matmul(map.flatten(2, -1)).view_as(map);
  }

  static Tensor weightedSums(Tensor weights, Tensor map) {
    return map.flatten(2, -1).matmul(weights.flatten(2, -1).transpose(1, 2)).unsqueeze(3);
  }
}
