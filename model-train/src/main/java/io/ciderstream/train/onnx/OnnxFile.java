package io.ciderstream.train.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.ciderstream.train.ops.NeuralNetwork;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.shape.ShapeOps;
import io.ciderstream.train.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/** Writes a network with its weights as an ONNX model. */
public final class OnnxFile {
  /** Name of the input: uint8 [N,H,W,3] RGB, every size but the last free. */
  public static final String IMAGES = "images";

  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;

  private OnnxFile() {}

  /** Writes a model with its weights in fp32. */
  public static byte[] write(
      String name, NeuralNetwork network, Weights weights, SequencedMap<String, String> metadata) {
    return write(name, network, weights, WeightPrecision.FP32, metadata);
  }

  /**
   * Returns the file's bytes, the same for the same arguments.
   *
   * @param name of the graph
   * @param precision how weights are stored
   * @param metadata strings by name, written in order
   * @throws io.ciderstream.schemas.CiderException WEIGHTS_INVALID if fp16 cannot hold a weight
   */
  public static byte[] write(
      String name,
      NeuralNetwork network,
      Weights weights,
      WeightPrecision precision,
      SequencedMap<String, String> metadata) {
    OnnxGraph graph = new OnnxGraph();
    List<ValueInfoProto> outputs = new ArrayList<>();
    SequencedMap<String, Shape> small = ShapeOps.outputs(network, 1, 64, 96);
    SequencedMap<String, Shape> large = ShapeOps.outputs(network, 2, 128, 160);
    network
        .outputs(new OnnxOps(graph, weights, precision), IMAGES)
        .forEach(
            (output, value) -> {
              graph.rename(value, output);
              List<String> sizes = sizes(output, small.get(output), large.get(output));
              outputs.add(OnnxParts.value(output, DataType.FLOAT, sizes));
            });
    ModelProto.Builder model =
        ModelProto.newBuilder().setIrVersion(IR_VERSION).setProducerName("cider-stream");
    List<String> sizes = List.of("N", "H", "W", "3");
    model.setGraph(graph.build(name, OnnxParts.value(IMAGES, DataType.UINT8, sizes), outputs));
    model.addOpsetImportBuilder().setDomain("").setVersion(OPSET);
    metadata.forEach((key, value) -> model.addMetadataPropsBuilder().setKey(key).setValue(value));
    return model.build().toByteArray();
  }

  /**
   * Returns the names of the axes: a size that differs between two inputs is free; the first axis
   * counts the pictures.
   */
  private static List<String> sizes(String output, Shape small, Shape large) {
    List<String> sizes = new ArrayList<>(List.of("N"));
    for (int axis = 1; axis < small.rank(); axis++) {
      boolean fixed = small.size(axis) == large.size(axis);
      sizes.add(fixed ? String.valueOf(small.size(axis)) : output + "_" + axis);
    }
    return sizes;
  }
}
