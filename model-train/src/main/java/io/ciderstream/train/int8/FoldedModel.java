package io.ciderstream.train.int8;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.onnx.OnnxParts;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.weights.BatchNormParameters;
import io.ciderstream.train.weights.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An ONNX model of this project with batch normalisation folded into the backbone's convolutions
 * (Jacob et al., CVPR 2018, section 3.2), each of which then has a bias.
 *
 * @param model as it was exported
 * @param nodes all nodes, without the folded ones
 * @param tensors the constants of the file, as stored, by name, and the folded ones
 * @param weights the parameters of the layers' convolutions, by name
 * @param layers what can be computed in int8, in order: convolutions of the backbone and the sums
 *     of its blocks. What {@link CiderNetwork} adds to a backbone is left out, since it is a small
 *     part of the work and next to the descriptor.
 * @param input how the network reads pixels; empty if no 8-bit numbers say so exactly
 */
record FoldedModel(
    ModelProto model,
    List<NodeProto> nodes,
    Map<String, TensorProto> tensors,
    Map<String, Weight> weights,
    List<Layer> layers,
    Optional<PixelInput> input) {
  /** The epsilon of a BatchNormalization that names none, as ONNX says. */
  private static final float DEFAULT_EPSILON = 1e-5f;

  /**
   * Reads an exported model.
   *
   * @throws CiderException MODEL_INVALID if it is none, or has no layer to compute in int8
   */
  static FoldedModel read(byte[] bytes) {
    try {
      ModelProto model = ModelProto.parseFrom(bytes);
      FoldedModel folded = new Folding(model).run();
      if (folded.layers.isEmpty()) {
        throw new CiderException(
            ErrorCode.MODEL_INVALID, "The model has no convolution that int8 could compute.");
      }
      return folded;
    } catch (InvalidProtocolBufferException e) {
      throw new CiderException(ErrorCode.MODEL_INVALID, "The file is no ONNX model.", e);
    }
  }

  /** Returns the layers that are convolutions. */
  List<Layer> convolutions() {
    return layers.stream().filter(Layer::isConvolution).toList();
  }

  private static final class Folding {
    private final ModelProto model;
    private final ConstantTensors constants;
    private final Map<String, List<NodeProto>> readers = new HashMap<>();
    private final Map<String, TensorProto> tensors = new LinkedHashMap<>();
    private final Map<String, Weight> weights = new HashMap<>();
    private final List<NodeProto> nodes = new ArrayList<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    Folding(ModelProto model) {
      this.model = model;
      GraphProto graph = model.getGraph();
      this.constants = new ConstantTensors(graph);
      graph.getInitializerList().forEach(tensor -> tensors.put(tensor.getName(), tensor));
      findReaders(graph.getNodeList());
    }

    private void findReaders(List<NodeProto> all) {
      readers.clear();
      for (NodeProto node : all) {
        node.getInputList()
            .forEach(input -> readers.computeIfAbsent(input, key -> new ArrayList<>()).add(node));
      }
    }

    FoldedModel run() {
      Set<String> folded = new HashSet<>();
      for (NodeProto node : model.getGraph().getNodeList()) {
        if (node.getOpType().equals("Conv") && isOfBackbone(node)) {
          fold(node, folded);
        } else if (!folded.contains(node.getOutput(0))) {
          nodes.add(node);
        }
      }
      findReaders(nodes);
      return new FoldedModel(
          model, nodes, tensors, weights, layers(), PixelInput.find(nodes, constants));
    }

    private boolean isOfBackbone(NodeProto convolution) {
      Optional<Weight> weight = constants.find(convolution.getInput(1));
      return weight.isPresent()
          && weight.get().shape().rank() == 4
          && !constants.stored(convolution.getInput(1)).startsWith(CiderNetwork.PREFIX);
    }

    /**
     * Adds a convolution.
     *
     * @param folded receives the output of its normalisation
     */
    private void fold(NodeProto node, Set<String> folded) {
      Weight weight = constants.find(node.getInput(1)).orElseThrow();
      float[] values = weight.values().clone();
      int channels = weight.shape().size(0);
      float[] bias =
          node.getInputCount() > 2 ? values(node.getInput(2)).clone() : new float[channels];
      NodeProto.Builder convolution = node.toBuilder();
      List<NodeProto> next = readers.getOrDefault(node.getOutput(0), List.of());
      if (next.size() == 1 && next.getFirst().getOpType().equals("BatchNormalization")) {
        NodeProto norm = next.getFirst();
        parameters(norm).foldInto(values, bias);
        convolution.setOutput(0, norm.getOutput(0));
        folded.add(norm.getOutput(0));
      }
      String name = constants.stored(node.getInput(1)).replaceFirst("\\.weight$", "");
      String weightName = name + ".folded.weight";
      String biasName = name + ".folded.bias";
      put(weightName, new Weight(weight.shape(), values));
      put(biasName, new Weight(Shape.of(channels), bias));
      List<String> inputs = List.of(node.getInput(0), weightName, biasName);
      nodes.add(convolution.clearInput().addAllInput(inputs).build());
      names.put(convolution.getOutput(0), name);
    }

    private void put(String name, Weight weight) {
      weights.put(name, weight);
      tensors.put(name, OnnxParts.constant(name, weight));
    }

    private BatchNormParameters parameters(NodeProto norm) {
      double epsilon =
          norm.getAttributeList().stream()
              .filter(attribute -> attribute.getName().equals("epsilon"))
              .findFirst()
              .map(AttributeProto::getF)
              .orElse(DEFAULT_EPSILON);
      return new BatchNormParameters(
          values(norm.getInput(1)),
          values(norm.getInput(2)),
          values(norm.getInput(3)),
          values(norm.getInput(4)),
          epsilon);
    }

    private float[] values(String constant) {
      return constants.find(constant).orElseThrow().values();
    }

    private List<Layer> layers() {
      Map<String, Layer> byOutput = new LinkedHashMap<>();
      for (NodeProto node : nodes) {
        String name = names.get(node.getOutput(0));
        if (name == null
            && node.getOpType().equals("Add")
            && node.getInputList().stream().allMatch(byOutput::containsKey)) {
          name = byOutput.get(node.getInput(0)).name() + ".sum";
        }
        if (name != null) {
          Layer layer = new Layer(name, node, activation(node.getOutput(0)));
          byOutput.put(layer.output(), layer);
        }
      }
      return List.copyOf(byOutput.values());
    }

    /** Returns the only reader if it cuts off below 0, and perhaps above a limit. */
    private Optional<NodeProto> activation(String output) {
      List<NodeProto> next = readers.getOrDefault(output, List.of());
      if (next.size() != 1) {
        return Optional.empty();
      }
      NodeProto only = next.getFirst();
      boolean clips =
          only.getOpType().equals("Clip")
              && only.getInputCount() == 3
              && constants.find(only.getInput(1)).filter(low -> low.values()[0] == 0).isPresent();
      return clips || only.getOpType().equals("Relu") ? Optional.of(only) : Optional.empty();
    }
  }
}
