package io.ciderstream.train.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.weights.Weight;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Nodes and constants of a graph while it is written. A value is known by its name. */
final class OnnxGraph {
  private static final float LARGEST_HALF = 65_504;

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Set<String> constants = new HashSet<>();
  private final Map<String, String> halves = new HashMap<>();

  /** Adds a node with one output; returns the output's name, made of type and number. */
  String node(String type, List<AttributeProto> attributes, String... inputs) {
    String output = type + "_" + graph.getNodeCount();
    add(type, output, attributes, inputs);
    return output;
  }

  String node(String type, String... inputs) {
    return node(type, List.of(), inputs);
  }

  /** Gives a value another name, as outputs need one. */
  void rename(String value, String name) {
    add("Identity", name, List.of(), value);
  }

  private void add(String type, String output, List<AttributeProto> attributes, String... inputs) {
    graph.addNode(OnnxParts.node(type, output, attributes, inputs));
  }

  /** Adds a constant once; returns its name. */
  String constant(String name, Weight weight) {
    if (constants.add(name)) {
      graph.addInitializer(OnnxParts.constant(name, weight));
    }
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
          ByteBuffer raw = OnnxParts.littleEndian(weight.values().length * Short.BYTES);
          for (float value : weight.values()) {
            if (Math.abs(value) > LARGEST_HALF) {
              throw new CiderException(
                  ErrorCode.WEIGHTS_INVALID,
                  "%s has a value of %s, which fp16 cannot hold; export with fp32."
                      .formatted(name, value));
            }
            raw.putShort(Float.floatToFloat16(value));
          }
          add(key, weight.shape(), DataType.FLOAT16, raw);
          return node("Cast", List.of(OnnxParts.integer("to", DataType.FLOAT_VALUE)), key);
        });
  }

  /** Adds a constant without axes. */
  String scalar(double value) {
    float single = (float) value;
    return constant("scalar_" + single, new Weight(Shape.of(), new float[] {single}));
  }

  /** Adds a constant vector of axes or indices, int64. */
  String indices(long... values) {
    String name = "indices" + Arrays.toString(values).replaceAll("[\\[\\], ]+", "_");
    if (constants.add(name)) {
      ByteBuffer raw = OnnxParts.littleEndian(values.length * Long.BYTES);
      raw.asLongBuffer().put(values);
      add(name, Shape.of(values.length), DataType.INT64, raw);
    }
    return name;
  }

  private void add(String name, Shape shape, DataType type, ByteBuffer raw) {
    graph.addInitializer(OnnxParts.constant(name, shape, type, raw.array()));
  }

  GraphProto build(String name, ValueInfoProto input, List<ValueInfoProto> outputs) {
    return graph.setName(name).addInput(input).addAllOutput(outputs).build();
  }
}
