package io.ciderstream.train.onnx;

import static io.ciderstream.train.onnx.OnnxParts.integer;
import static io.ciderstream.train.onnx.OnnxParts.integers;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.ciderstream.train.ops.DotProductAttention;
import java.util.List;

/** Writes the operations of attention. */
final class OnnxAttention {
  private static final List<AttributeProto> LAST_AXIS = List.of(integer("axis", -1));

  private final OnnxGraph graph;

  OnnxAttention(OnnxGraph graph) {
    this.graph = graph;
  }

  String attend(String queries, String keys, String values, DotProductAttention attention) {
    String q = heads(queries, attention.heads(), attention.keyWidth());
    String k = heads(keys, attention.heads(), attention.keyWidth());
    String v = heads(values, attention.heads(), attention.valueWidth());
    String products = graph.node("MatMul", swapped(q), k);
    String scaled = graph.node("Mul", products, graph.scalar(attention.scale()));
    String weights = graph.node("Softmax", LAST_AXIS, scaled);
    String attended = graph.node("MatMul", v, swapped(weights));
    String shape = graph.node("Shape", queries);
    List<AttributeProto> first = List.of(integer("axis", 0));
    String target =
        graph.node(
            "Concat",
            first,
            graph.node("Gather", first, shape, graph.indices(0)),
            graph.indices((long) attention.heads() * attention.valueWidth()),
            graph.node("Gather", first, shape, graph.indices(2, 3)));
    return graph.node("Reshape", attended, target);
  }

  /** Returns [N,heads,width,places]. */
  private String heads(String map, int heads, int width) {
    return graph.node("Reshape", map, graph.indices(0, heads, width, -1));
  }

  private String swapped(String heads) {
    return graph.node("Transpose", List.of(integers("perm", 0, 1, 3, 2)), heads);
  }

  String attendChannels(String queries, String keys, String map) {
    String column = graph.node("Unsqueeze", queries, graph.indices(2));
    String row = graph.node("Unsqueeze", keys, graph.indices(1));
    String weights = graph.node("Softmax", LAST_AXIS, graph.node("Mul", column, row));
    String attended = graph.node("MatMul", weights, rows(map));
    return graph.node("Reshape", attended, graph.node("Shape", map));
  }

  String weightedSums(String weights, String map) {
    String columns = graph.node("Transpose", List.of(integers("perm", 0, 2, 1)), rows(weights));
    String sums = graph.node("MatMul", rows(map), columns);
    return graph.node("Unsqueeze", sums, graph.indices(3));
  }

  /** Returns [N,C,places]. */
  private String rows(String map) {
    return graph.node("Reshape", map, graph.indices(0, 0, -1));
  }
}
