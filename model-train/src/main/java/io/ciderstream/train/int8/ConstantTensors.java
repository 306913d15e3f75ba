package io.ciderstream.train.int8;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.weights.Weight;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The constants of a graph as numbers; those that a Cast reads from fp16 are found by its output.
 */
final class ConstantTensors {
  private final Map<String, TensorProto> tensors = new HashMap<>();

  ConstantTensors(GraphProto graph) {
    for (TensorProto tensor : graph.getInitializerList()) {
      tensors.put(tensor.getName(), tensor);
    }
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("Cast") && tensors.containsKey(node.getInput(0))) {
        tensors.put(node.getOutput(0), tensors.get(node.getInput(0)));
      }
    }
  }

  /** Returns a constant of fp32 or fp16; empty for anything else. */
  Optional<Weight> find(String name) {
    TensorProto tensor = tensors.get(name);
    if (tensor == null || !tensor.hasRawData()) {
      return Optional.empty();
    }
    return switch (DataType.forNumber(tensor.getDataType())) {
      case FLOAT -> Optional.of(new Weight(shape(tensor), singles(tensor)));
      case FLOAT16 -> Optional.of(new Weight(shape(tensor), halves(tensor)));
      case null, default -> Optional.empty();
    };
  }

  /** Returns the name that a constant is stored under. */
  String stored(String name) {
    return tensors.get(name).getName();
  }

  private static Shape shape(TensorProto tensor) {
    return new Shape(tensor.getDimsList().stream().map(Math::toIntExact).toList());
  }

  private static float[] singles(TensorProto tensor) {
    ByteBuffer raw = little(tensor);
    float[] values = new float[raw.remaining() / Float.BYTES];
    raw.asFloatBuffer().get(values);
    return values;
  }

  private static float[] halves(TensorProto tensor) {
    ByteBuffer raw = little(tensor);
    float[] values = new float[raw.remaining() / Short.BYTES];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.float16ToFloat(raw.getShort());
    }
    return values;
  }

  private static ByteBuffer little(TensorProto tensor) {
    return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }
}
