package io.ciderstream.train.int8;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.ciderstream.train.onnx.OnnxParts;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.weights.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The nodes and constants of a model in which some layers are quantised: each reads its inputs by
 * DequantizeLinear and writes its output by QuantizeLinear, which ONNX Runtime joins with it. The
 * range of an output begins at 0 after a ReLU and ends at most at 6 after a ReLU6, so that the
 * quantisation is the activation.
 */
final class QdqGraph {
  private static final List<AttributeProto> FIRST_AXIS = List.of(OnnxParts.integer("axis", 0));

  /** A tensor that is stored in 8 bits. */
  private record Quantised(String tensor, String scale, String zeroPoint, float scaleValue) {}

  private final FoldedModel model;
  private final Int8Plan plan;
  private final List<NodeProto> nodes = new ArrayList<>();
  private final Map<String, TensorProto> tensors;
  private final Map<String, Quantised> quantised = new HashMap<>();
  private final Map<String, Layer> layers = new HashMap<>();
  private final Set<NodeProto> dropped = new HashSet<>();

  /** Tensors that exist in 8 bits alone. */
  private final Set<String> int8Only = new HashSet<>();

  QdqGraph(FoldedModel model, Int8Plan plan) {
    this.model = model;
    this.plan = plan;
    this.tensors = new LinkedHashMap<>(model.tensors());
    for (Layer layer : model.layers()) {
      layers.put(layer.raw(), layer);
      if (plan.contains(layer)) {
        layer.activation().ifPresent(dropped::add);
      }
    }
    model.nodes().forEach(this::add);
  }

  List<NodeProto> nodes() {
    return nodes;
  }

  Map<String, TensorProto> tensors() {
    return tensors;
  }

  /** Returns the tensor of a layer's output before its activation. */
  String raw(Layer layer) {
    return plan.contains(layer) ? layer.output() + ".raw" : layer.raw();
  }

  private void add(NodeProto node) {
    if (dropped.contains(node) || addPixels(node)) {
      return;
    }
    Layer layer = layers.get(node.getOutput(0));
    if (layer != null && plan.contains(layer)) {
      addQuantised(layer);
      return;
    }
    NodeProto.Builder copy = node.toBuilder();
    for (int i = 0; i < node.getInputCount(); i++) {
      if (int8Only.contains(node.getInput(i))) {
        copy.setInput(i, dequantised(node.getInput(i)));
      }
    }
    nodes.add(copy.build());
  }

  /** Replaces the nodes that scale pixels by one; returns whether this was one of them. */
  private boolean addPixels(NodeProto node) {
    if (model.input().isEmpty()) {
      return false;
    }
    PixelInput pixels = model.input().get();
    if (node.equals(pixels.divide())) {
      String name = node.getOutput(0);
      quantised.put(name, parameters(name, pixels.planes(), pixels.scale(), pixels.zeroPoint()));
      int8Only.add(name);
    }
    return node.equals(pixels.cast())
        || node.equals(pixels.subtract())
        || node.equals(pixels.divide());
  }

  private void addQuantised(Layer layer) {
    NodeProto.Builder node = layer.node().toBuilder();
    for (int i = 0; i < layer.inputs().size(); i++) {
      quantise(layer.inputs().get(i));
      node.setInput(i, dequantised(layer.inputs().get(i)));
    }
    if (layer.isConvolution()) {
      addWeights(layer, node);
    }
    String raw = raw(layer);
    nodes.add(node.setOutput(0, raw).build());
    quantised.put(layer.output(), quantised(layer.output(), raw));
    int8Only.add(layer.output());
  }

  private void addWeights(Layer layer, NodeProto.Builder node) {
    Weight weight = model.weights().get(layer.weight());
    float[] bias =
        plan.biases().getOrDefault(layer.name(), model.weights().get(layer.bias()).values());
    QuantisedWeights parts =
        QuantisedWeights.of(weight, bias, quantised.get(layer.inputs().getFirst()).scaleValue());
    int channels = bias.length;
    node.setInput(
        1,
        constant(
            layer.name() + ".weight",
            OnnxParts.constant(
                layer.name() + ".weight.int8", weight.shape(), DataType.INT8, parts.values()),
            parts.scales(),
            OnnxParts.constant(
                layer.name() + ".weight.zero",
                Shape.of(channels),
                DataType.INT8,
                new byte[channels])));
    node.setInput(
        2,
        constant(
            layer.name() + ".bias",
            OnnxParts.constant(layer.name() + ".bias.int32", parts.biases()),
            parts.biasScales(),
            OnnxParts.constant(layer.name() + ".bias.zero", new int[channels])));
  }

  private String constant(String name, TensorProto values, float[] scales, TensorProto zeros) {
    String scale = singles(name + ".scale", Shape.of(scales.length), scales);
    put(values);
    put(zeros);
    String output = name + ".dequantised";
    add("DequantizeLinear", output, FIRST_AXIS, values.getName(), scale, zeros.getName());
    return output;
  }

  private void quantise(String tensor) {
    if (!quantised.containsKey(tensor)) {
      quantised.put(tensor, quantised(tensor, tensor));
    }
  }

  /** Adds the node that quantises a value with the range of a tensor. */
  private Quantised quantised(String tensor, String value) {
    FloatRange range = plan.ranges().get(tensor);
    Quantised to = parameters(tensor, tensor + ".uint8", range.scale(), range.zeroPoint());
    add("QuantizeLinear", to.tensor(), List.of(), value, to.scale(), to.zeroPoint());
    return to;
  }

  private Quantised parameters(String name, String tensor, float scale, int zeroPoint) {
    TensorProto zero =
        OnnxParts.constant(
            name + ".zero", Shape.of(), DataType.UINT8, new byte[] {(byte) zeroPoint});
    put(zero);
    String scales = singles(name + ".scale", Shape.of(), new float[] {scale});
    return new Quantised(tensor, scales, zero.getName(), scale);
  }

  /** Adds a node of its own for each reader, as ONNX Runtime joins each with its reader. */
  private String dequantised(String tensor) {
    Quantised from = quantised.get(tensor);
    String output = tensor + ".dequantised_" + nodes.size();
    add("DequantizeLinear", output, List.of(), from.tensor(), from.scale(), from.zeroPoint());
    return output;
  }

  private String singles(String name, Shape shape, float[] values) {
    put(OnnxParts.constant(name, new Weight(shape, values)));
    return name;
  }

  private void put(TensorProto tensor) {
    tensors.put(tensor.getName(), tensor);
  }

  private void add(String type, String output, List<AttributeProto> attributes, String... inputs) {
    nodes.add(OnnxParts.node(type, output, attributes, inputs));
  }
}
