package io.ciderstream.train.int8;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Optional;

/**
 * A convolution, or the sum of two layers, that can be computed in int8.
 *
 * @param name of its parameters without {@code .weight}; a sum has that of its first term and
 *     {@code .sum}
 * @param node the operation
 * @param activation the ReLU or ReLU6 after it, which the range of its output computes
 */
record Layer(String name, NodeProto node, Optional<NodeProto> activation) {
  /** Returns whether it is a convolution, not a sum. */
  boolean isConvolution() {
    return node.getOpType().equals("Conv");
  }

  /** Returns the tensors that it reads, without its parameters. */
  List<String> inputs() {
    return isConvolution() ? node.getInputList().subList(0, 1) : node.getInputList();
  }

  /** Returns its output before the activation. */
  String raw() {
    return node.getOutput(0);
  }

  /** Returns its output. */
  String output() {
    return activation.orElse(node).getOutput(0);
  }

  String weight() {
    return node.getInput(1);
  }

  String bias() {
    return node.getInput(2);
  }
}
