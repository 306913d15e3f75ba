package io.ciderstream.train.int8;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.ciderstream.train.onnx.OnnxParts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a folded model, as it is or in int8, with its own outputs or other tensors. */
final class QdqModel {
  private final FoldedModel model;

  QdqModel(FoldedModel model) {
    this.model = model;
  }

  /** Returns the fp32 model with other outputs. */
  byte[] asFloat(List<String> outputs) {
    return bytes(model.nodes(), model.tensors(), outputs(outputs), Map.of());
  }

  /** Returns the model in int8 with its own outputs. */
  byte[] write(Int8Plan plan, Map<String, String> metadata) {
    QdqGraph graph = new QdqGraph(model, plan);
    return bytes(
        graph.nodes(), graph.tensors(), model.model().getGraph().getOutputList(), metadata);
  }

  /** Returns the part of the model in int8 that a layer's output before its activation needs. */
  byte[] upTo(Int8Plan plan, Layer layer) {
    QdqGraph graph = new QdqGraph(model, plan);
    return bytes(graph.nodes(), graph.tensors(), outputs(List.of(graph.raw(layer))), Map.of());
  }

  private static List<ValueInfoProto> outputs(List<String> names) {
    return names.stream().map(name -> OnnxParts.value(name, DataType.FLOAT)).toList();
  }

  /** Leaves out what no output needs. */
  private byte[] bytes(
      List<NodeProto> nodes,
      Map<String, TensorProto> tensors,
      List<ValueInfoProto> outputs,
      Map<String, String> metadata) {
    Set<String> needed = new HashSet<>();
    outputs.forEach(output -> needed.add(output.getName()));
    List<NodeProto> kept = new ArrayList<>();
    for (NodeProto node : nodes.reversed()) {
      if (node.getOutputList().stream().anyMatch(needed::contains)) {
        needed.addAll(node.getInputList());
        kept.add(node);
      }
    }
    GraphProto source = model.model().getGraph();
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName(source.getName())
            .addAllInput(source.getInputList())
            .addAllOutput(outputs)
            .addAllNode(kept.reversed());
    tensors.values().stream()
        .filter(tensor -> needed.contains(tensor.getName()))
        .forEach(graph::addInitializer);
    ModelProto.Builder written =
        ModelProto.newBuilder()
            .setIrVersion(model.model().getIrVersion())
            .setProducerName(model.model().getProducerName())
            .addAllOpsetImport(model.model().getOpsetImportList())
            .addAllMetadataProps(model.model().getMetadataPropsList())
            .setGraph(graph);
    metadata.forEach((key, value) -> written.addMetadataPropsBuilder().setKey(key).setValue(value));
    return written.build().toByteArray();
  }
}
