package io.ciderstream.train.onnx;

import static io.ciderstream.train.onnx.OnnxParts.integer;
import static io.ciderstream.train.onnx.OnnxParts.integers;
import static io.ciderstream.train.onnx.OnnxParts.real;
import static io.ciderstream.train.onnx.OnnxParts.text;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.ciderstream.train.ops.AttentionMask;
import io.ciderstream.train.ops.Convolution;
import io.ciderstream.train.ops.DotProductAttention;
import io.ciderstream.train.ops.Exponent;
import io.ciderstream.train.ops.Ops;
import io.ciderstream.train.ops.Padding;
import io.ciderstream.train.ops.PixelScale;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.weights.Weight;
import io.ciderstream.train.weights.Weights;
import java.util.ArrayList;
import java.util.List;

/** Writes nodes; a value is the name of a node's output. */
final class OnnxOps implements Ops<String> {
  private static final double MIN_LENGTH = 1e-12;
  private static final List<AttributeProto> OVER_PLACES =
      List.of(integers("axes", 2, 3), integer("keepdims", 1));

  private final OnnxGraph graph;
  private final Weights weights;
  private final WeightPrecision precision;
  private final OnnxAttention attention;

  OnnxOps(OnnxGraph graph, Weights weights, WeightPrecision precision) {
    this.graph = graph;
    this.weights = weights;
    this.precision = precision;
    this.attention = new OnnxAttention(graph);
  }

  @Override
  public String normalise(String images, PixelScale pixels) {
    String planes = graph.node("Transpose", List.of(integers("perm", 0, 3, 1, 2)), images);
    String x = graph.node("Cast", List.of(integer("to", DataType.FLOAT_VALUE)), planes);
    x = graph.node("Sub", x, byChannel("pixel_mean", pixels.mean()));
    return graph.node("Div", x, byChannel("pixel_deviation", pixels.deviation()));
  }

  @Override
  public String conv2d(String x, Convolution c) {
    List<String> inputs = new ArrayList<>(List.of(x, parameter(c.name() + ".weight")));
    if (c.bias()) {
      inputs.add(parameter(c.name() + ".bias"));
    }
    List<AttributeProto> attributes = new ArrayList<>();
    attributes.add(integers("kernel_shape", c.kernel(), c.kernel()));
    attributes.add(integers("strides", c.stride(), c.stride()));
    attributes.add(integer("group", c.groups()));
    if (c.dilation() > 1) {
      attributes.add(integers("dilations", c.dilation(), c.dilation()));
    }
    int side = (c.extent() - 1) / 2;
    attributes.add(
        c.padding() == Padding.SAME && c.stride() > 1
            ? text("auto_pad", "SAME_UPPER")
            : integers("pads", side, side, side, side));
    return graph.node("Conv", attributes, inputs.toArray(String[]::new));
  }

  @Override
  public String batchNorm(String x, String name, int channels, double epsilon) {
    return graph.node(
        "BatchNormalization",
        List.of(real("epsilon", epsilon)),
        x,
        parameter(name + ".weight"),
        parameter(name + ".bias"),
        parameter(name + ".running_mean"),
        parameter(name + ".running_var"));
  }

  @Override
  public String maxPool(String x) {
    return graph.node(
        "MaxPool",
        List.of(
            integers("kernel_shape", 3, 3),
            integers("strides", 2, 2),
            integers("pads", 1, 1, 1, 1)),
        x);
  }

  @Override
  public String atLeast(String x, double min) {
    return graph.node("Clip", x, graph.scalar(min));
  }

  @Override
  public String relu(String x) {
    return graph.node("Relu", x);
  }

  @Override
  public String sigmoid(String x) {
    return graph.node("Sigmoid", x);
  }

  @Override
  public String softplus(String x) {
    return graph.node("Softplus", x);
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
  public String multiply(String a, String b) {
    return graph.node("Mul", a, b);
  }

  @Override
  public String scale(String x, double factor) {
    return graph.node("Mul", x, graph.scalar(factor));
  }

  /** {@inheritDoc} A learnt exponent is written as a constant. */
  @Override
  public String pow(String x, Exponent exponent) {
    double value =
        switch (exponent) {
          case Exponent.Fixed fixed -> fixed.value();
          case Exponent.Learnt learnt -> {
            double learned = weights.get(learnt.name()).values()[0];
            yield learnt.inverted() ? 1 / learned : learned;
          }
        };
    return graph.node("Pow", x, graph.scalar(value));
  }

  @Override
  public String asMap(String vector) {
    return graph.node("Unsqueeze", vector, graph.indices(2, 3));
  }

  @Override
  public String asPlane(String map) {
    return graph.node("Squeeze", map, graph.indices(1));
  }

  @Override
  public String spatialMean(String x) {
    return graph.node("ReduceMean", List.of(integers("axes", 2, 3), integer("keepdims", 0)), x);
  }

  @Override
  public String linear(String x, String name, int in, int out) {
    return graph.node(
        "Gemm",
        List.of(integer("transB", 1)),
        x,
        parameter(name + ".weight"),
        parameter(name + ".bias"));
  }

  @Override
  public String l2Normalise(String x) {
    String length = graph.node("ReduceL2", List.of(integers("axes", 1), integer("keepdims", 1)), x);
    return graph.node("Div", x, graph.node("Clip", length, graph.scalar(MIN_LENGTH)));
  }

  @Override
  public String dot(String a, String b) {
    return graph.node(
        "ReduceSum", List.of(integer("keepdims", 1)), multiply(a, b), graph.indices(1));
  }

  @Override
  public String concat(List<String> values) {
    return graph.node("Concat", List.of(integer("axis", 1)), values.toArray(String[]::new));
  }

  @Override
  public String flatten(String map) {
    return graph.node("Flatten", List.of(integer("axis", 1)), map);
  }

  @Override
  public String gelu(String x) {
    String erf = graph.node("Erf", scale(x, Math.sqrt(0.5)));
    return multiply(scale(x, 0.5), add(erf, graph.scalar(1)));
  }

  @Override
  public String layerNorm(String x, String name, int channels, double epsilon) {
    List<AttributeProto> overChannels = List.of(integers("axes", 1), integer("keepdims", 1));
    String centred = graph.node("Sub", x, graph.node("ReduceMean", overChannels, x));
    String variance = graph.node("ReduceMean", overChannels, multiply(centred, centred));
    String deviation = graph.node("Sqrt", add(variance, graph.scalar(epsilon)));
    String unit = graph.node("Div", centred, deviation);
    return add(multiply(unit, atPlaces(name + ".weight")), atPlaces(name + ".bias"));
  }

  private String atPlaces(String name) {
    return graph.node("Unsqueeze", parameter(name), graph.indices(1, 2));
  }

  @Override
  public String convolveChannels(String vector, String name, int kernel) {
    String row = graph.node("Unsqueeze", vector, graph.indices(1));
    List<AttributeProto> attributes =
        List.of(integers("kernel_shape", kernel), integers("pads", kernel / 2, kernel / 2));
    String convolved = graph.node("Conv", attributes, row, parameter(name + ".weight"));
    return graph.node("Squeeze", convolved, graph.indices(1));
  }

  @Override
  public String softmaxOverChannels(String map) {
    return graph.node("Softmax", List.of(integer("axis", 1)), map);
  }

  @Override
  public String attend(String queries, String keys, String values, DotProductAttention how) {
    return attention.attend(queries, keys, values, how);
  }

  @Override
  public String attendChannels(String queries, String keys, String map) {
    return attention.attendChannels(queries, keys, map);
  }

  @Override
  public String weightedSums(String weights, String map) {
    return attention.weightedSums(weights, map);
  }

  @Override
  public List<String> softmaxAcross(List<String> values) {
    String[] rows =
        values.stream()
            .map(value -> graph.node("Unsqueeze", value, graph.indices(0)))
            .toArray(String[]::new);
    String stacked = graph.node("Concat", List.of(integer("axis", 0)), rows);
    String weighed = graph.node("Softmax", List.of(integer("axis", 0)), stacked);
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      String row = graph.node("Gather", List.of(integer("axis", 0)), weighed, graph.indices(i));
      parts.add(graph.node("Squeeze", row, graph.indices(0)));
    }
    return parts;
  }

  /** {@inheritDoc} The learnt weights are written as constants. */
  @Override
  public String convexSum(List<String> values, String name) {
    float[] logits = weights.get(name).values();
    double[] exponentials = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      exponentials[i] = Math.exp(logits[i]);
      sum += exponentials[i];
    }
    String total = null;
    for (int i = 0; i < logits.length; i++) {
      String part = scale(values.get(i), exponentials[i] / sum);
      total = total == null ? part : add(total, part);
    }
    return total;
  }

  @Override
  public String minMax(String x, double leastRange) {
    String floor = graph.scalar(Math.max(leastRange, LEAST_RANGE));
    String min = graph.node("ReduceMin", OVER_PLACES, x);
    String range = graph.node("Sub", graph.node("ReduceMax", OVER_PLACES, x), min);
    String stretched =
        graph.node("Div", graph.node("Sub", x, min), graph.node("Max", range, floor));
    String flat = graph.node("Less", range, floor);
    return graph.node("Where", flat, graph.scalar(0), stretched);
  }

  @Override
  public String mask(String attention, AttentionMask mask) {
    String high = graph.node("GreaterOrEqual", attention, graph.scalar(mask.threshold()));
    String most = graph.node("ReduceMax", OVER_PLACES, attention);
    String flat = graph.node("LessOrEqual", most, graph.scalar(0));
    String kept = graph.node("Or", high, flat);
    return graph.node("Where", kept, graph.scalar(1), graph.scalar(mask.beta()));
  }

  private String parameter(String name) {
    Weight weight = weights.get(name);
    return precision.halves(weight) ? graph.half(name, weight) : graph.constant(name, weight);
  }

  private String byChannel(String name, List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return graph.constant(name, new Weight(Shape.of(1, floats.length, 1, 1), floats));
  }
}
