package io.ciderstream.train.int8;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.ciderstream.train.weights.Weight;
import java.util.List;
import java.util.Optional;

/**
 * Pixels that are 8-bit numbers of a scale already: {@code (pixel - mean) / deviation} with one
 * whole mean and one deviation for all channels. One DequantizeLinear computes this exactly, in
 * place of Cast, Sub and Div, and a first layer in int8 reads the pixels as they are.
 *
 * @param planes the tensor uint8 [N,C,H,W]
 * @param cast the node that makes it float
 * @param subtract the node that subtracts the mean
 * @param divide the node that divides by the deviation
 * @param scale 1 / deviation
 * @param zeroPoint the mean
 */
record PixelInput(
    String planes,
    NodeProto cast,
    NodeProto subtract,
    NodeProto divide,
    float scale,
    int zeroPoint) {
  static Optional<PixelInput> find(List<NodeProto> nodes, ConstantTensors constants) {
    for (int i = 0; i + 2 < nodes.size(); i++) {
      NodeProto cast = nodes.get(i);
      NodeProto subtract = nodes.get(i + 1);
      NodeProto divide = nodes.get(i + 2);
      if (follows(cast, "Cast", subtract, "Sub") && follows(subtract, "Sub", divide, "Div")) {
        Optional<Float> mean = common(constants.find(subtract.getInput(1)));
        Optional<Float> deviation = common(constants.find(divide.getInput(1)));
        if (mean.isPresent() && deviation.isPresent() && isByte(mean.get())) {
          return Optional.of(
              new PixelInput(
                  cast.getInput(0),
                  cast,
                  subtract,
                  divide,
                  1 / deviation.get(),
                  Math.round(mean.get())));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean follows(NodeProto first, String type, NodeProto next, String nextType) {
    return first.getOpType().equals(type)
        && next.getOpType().equals(nextType)
        && next.getInput(0).equals(first.getOutput(0));
  }

  /** Returns the value that all numbers have; empty if they differ. */
  private static Optional<Float> common(Optional<Weight> weight) {
    return weight
        .map(Weight::values)
        .filter(
            values -> {
              for (float value : values) {
                if (value != values[0]) {
                  return false;
                }
              }
              return values.length > 0;
            })
        .map(values -> values[0]);
  }

  private static boolean isByte(float value) {
    return value == Math.rint(value) && value >= 0 && value <= 255;
  }
}
