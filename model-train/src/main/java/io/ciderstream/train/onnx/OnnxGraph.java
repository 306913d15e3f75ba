package io.ciderstream.train.onnx;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.weights.Weight;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Nodes and constants of a graph while it is written. A value is known by its name. */
final class OnnxGraph {
  static final int FLOAT = 1;
  static final int UINT8 = 2;
  private static final int INT64 = 7;
  private static final int FLOAT16 = 10;
  private static final float MOST_HALF = 65_504;

  private final List<OnnxNode> nodes = new ArrayList<>();
  private final Map<String, Proto> constants = new LinkedHashMap<>();
  private final Map<String, String> halves = new HashMap<>();

  /** Adds a node with one output; returns the output's name, made of type and number. */
  String node(String type, UnaryOperator<OnnxNode> attributes, String... inputs) {
    String output = type + "_" + nodes.size();
    nodes.add(attributes.apply(new OnnxNode(type, output, List.of(inputs))));
    return output;
  }

  String node(String type, String... inputs) {
    return node(type, UnaryOperator.identity(), inputs);
  }

  /** Gives a value another name, as outputs need one. */
  void rename(String value, String name) {
    nodes.add(new OnnxNode("Identity", name, List.of(value)));
  }

  /** Adds a constant once; returns its name. */
  String constant(String name, Weight weight) {
    constants.computeIfAbsent(name, key -> tensor(key, weight));
    return name;
  }

  /**
   * Adds a constant that is stored as fp16 and cast back when the model is loaded; returns the name
   * of the cast value.
   *
   * @throws CiderException WEIGHTS_INVALID if a value is too large for fp16
   */
  String half(String name, Weight weight) {
    return halves.computeIfAbsent(
        name,
        key -> {
          constants.put(key, halfTensor(key, weight));
          return node("Cast", node -> node.integer("to", FLOAT), key);
        });
  }

  /** A constant without axes. */
  String scalar(double value) {
    float single = (float) value;
    return constant("scalar_" + single, new Weight(Shape.of(), new float[] {single}));
  }

  /** A constant vector of axes or indices, int64. */
  String indices(long... values) {
    String name = "indices" + Arrays.toString(values).replaceAll("[\\[\\], ]+", "_");
    constants.computeIfAbsent(
        name,
        key -> {
          ByteBuffer raw =
              ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          raw.asLongBuffer().put(values);
          Proto tensor = new Proto().number(1, values.length);
          return tensor.number(2, INT64).text(8, key).bytes(9, raw.array());
        });
    return name;
  }

  /** GraphProto. */
  Proto proto(String name, List<Proto> inputs, List<Proto> outputs) {
    Proto graph = new Proto();
    nodes.forEach(node -> graph.message(1, node.proto()));
    graph.text(2, name);
    constants.values().forEach(constant -> graph.message(5, constant));
    inputs.forEach(input -> graph.message(11, input));
    outputs.forEach(output -> graph.message(12, output));
    return graph;
  }

  /**
   * ValueInfoProto.
   *
   * @param sizes of the axes; one that isn't a number is the name of a size known only when run
   */
  static Proto value(String name, int type, List<String> sizes) {
    Proto shape = new Proto();
    for (String size : sizes) {
      boolean fixed = size.chars().allMatch(Character::isDigit);
      Proto axis = new Proto();
      shape.message(1, fixed ? axis.number(1, Long.parseLong(size)) : axis.text(2, size));
    }
    Proto tensor = new Proto().number(1, type).message(2, shape);
    return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
  }

  private static Proto tensor(String name, Weight weight) {
    ByteBuffer raw =
        ByteBuffer.allocate(weight.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(weight.values());
    return tensor(name, weight.shape(), FLOAT, raw);
  }

  private static Proto halfTensor(String name, Weight weight) {
    ByteBuffer raw =
        ByteBuffer.allocate(weight.values().length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : weight.values()) {
      if (Math.abs(value) > MOST_HALF) {
        throw new CiderException(
            ErrorCode.WEIGHTS_INVALID,
            "%s has a value of %s, which fp16 cannot hold; export with fp32."
                .formatted(name, value));
      }
      raw.putShort(Float.floatToFloat16(value));
    }
    return tensor(name, weight.shape(), FLOAT16, raw);
  }

  private static Proto tensor(String name, Shape shape, int type, ByteBuffer raw) {
    Proto tensor = new Proto();
    shape.sizes().forEach(size -> tensor.number(1, size));
    return tensor.number(2, type).text(8, name).bytes(9, raw.array());
  }
}
