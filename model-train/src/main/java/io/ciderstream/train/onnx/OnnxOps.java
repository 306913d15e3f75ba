package io.ciderstream.train.onnx;

import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.Ops;
import io.ciderstream.train.ops.Padding;
import io.ciderstream.train.ops.PixelScale;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.weights.Weight;
import io.ciderstream.train.weights.Weights;
import java.util.List;

/** Writes nodes; a value is the name of a node's output. */
final class OnnxOps implements Ops<String> {
  private static final double SHORTEST = 1e-12;

  private final OnnxGraph graph;
  private final Weights weights;

  OnnxOps(OnnxGraph graph, Weights weights) {
    this.graph = graph;
    this.weights = weights;
  }

  @Override
  public String normalise(String images, PixelScale pixels) {
    String planes = graph.node("Transpose", node -> node.integers("perm", 0, 3, 1, 2), images);
    String x = graph.node("Cast", node -> node.integer("to", OnnxGraph.FLOAT), planes);
    x = graph.node("Sub", x, byChannel("pixel_mean", pixels.mean()));
    return graph.node("Div", x, byChannel("pixel_deviation", pixels.deviation()));
  }

  @Override
  public String conv2d(String x, Convolution c) {
    return graph.node(
        "Conv",
        node -> {
          node.integers("kernel_shape", c.kernel(), c.kernel());
          node.integers("strides", c.stride(), c.stride()).integer("group", c.groups());
          if (c.padding() == Padding.SAME && c.stride() > 1) {
            return node.text("auto_pad", "SAME_UPPER");
          }
          int side = (c.kernel() - 1) / 2;
          return node.integers("pads", side, side, side, side);
        },
        x,
        parameter(c.name() + ".weight"));
  }

  @Override
  public String batchNorm(String x, String name, int channels, double epsilon) {
    return graph.node(
        "BatchNormalization",
        node -> node.real("epsilon", epsilon),
        x,
        parameter(name + ".weight"),
        parameter(name + ".bias"),
        parameter(name + ".running_mean"),
        parameter(name + ".running_var"));
  }

  @Override
  public String atLeast(String x, double min) {
    return graph.node("Clip", x, graph.scalar(min));
  }

  @Override
  public String relu6(String x) {
    return graph.node("Clip", x, graph.scalar(0), graph.scalar(6));
  }

  @Override
  public String add(String a, String b) {
    return graph.node("Add", a, b);
  }

  @Override
  public String pow(String x, double exponent) {
    return graph.node("Pow", x, graph.scalar(exponent));
  }

  @Override
  public String spatialMean(String x) {
    return graph.node("ReduceMean", node -> node.integers("axes", 2, 3).integer("keepdims", 0), x);
  }

  @Override
  public String linear(String x, String name, int in, int out) {
    return graph.node(
        "Gemm",
        node -> node.integer("transB", 1),
        x,
        parameter(name + ".weight"),
        parameter(name + ".bias"));
  }

  @Override
  public String l2Normalise(String x) {
    String length =
        graph.node("ReduceL2", node -> node.integers("axes", 1).integer("keepdims", 1), x);
    return graph.node("Div", x, graph.node("Clip", length, graph.scalar(SHORTEST)));
  }

  private String parameter(String name) {
    return graph.constant(name, weights.get(name));
  }

  private String byChannel(String name, List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return graph.constant(name, new Weight(Shape.of(1, floats.length, 1, 1), floats));
  }
}
