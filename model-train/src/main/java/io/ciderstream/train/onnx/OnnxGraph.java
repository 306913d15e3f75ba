package io.ciderstream.train.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.weights.Weight;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

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
    graph.addNode(
        NodeProto.newBuilder()
            .addAllInput(List.of(inputs))
            .addOutput(output)
            .setName(output)
            .setOpType(type)
            .addAllAttribute(attributes));
  }

  static AttributeProto real(String name, double value) {
    return attribute(name, AttributeType.FLOAT).setF((float) value).build();
  }

  static AttributeProto integer(String name, long value) {
    return attribute(name, AttributeType.INT).setI(value).build();
  }

  static AttributeProto text(String name, String value) {
    return attribute(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)).build();
  }

  static AttributeProto integers(String name, long... values) {
    return attribute(name, AttributeType.INTS)
        .addAllInts(LongStream.of(values).boxed().toList())
        .build();
  }

  private static AttributeProto.Builder attribute(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  /** Adds a constant once; returns its name. */
  String constant(String name, Weight weight) {
    if (constants.add(name)) {
      ByteBuffer raw = little(weight.values().length * Float.BYTES);
      raw.asFloatBuffer().put(weight.values());
      add(name, weight.shape(), DataType.FLOAT, raw);
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
          ByteBuffer raw = little(weight.values().length * Short.BYTES);
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
          return node("Cast", List.of(integer("to", DataType.FLOAT_VALUE)), key);
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
      ByteBuffer raw = little(values.length * Long.BYTES);
      raw.asLongBuffer().put(values);
      add(name, Shape.of(values.length), DataType.INT64, raw);
    }
    return name;
  }

  /** Adds a constant. The values are not copied, so that a model is in memory once. */
  private void add(String name, Shape shape, DataType type, ByteBuffer raw) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .addAllDims(shape.sizes().stream().map(Integer::longValue).toList())
            .setDataType(type.getNumber())
            .setName(name)
            .setRawData(UnsafeByteOperations.unsafeWrap(raw.array())));
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  GraphProto build(String name, ValueInfoProto input, List<ValueInfoProto> outputs) {
    return graph.setName(name).addInput(input).addAllOutput(outputs).build();
  }

  /**
   * Describes an input or an output.
   *
   * @param sizes of the axes; one that isn't a number is the name of a size known only when run
   */
  static ValueInfoProto value(String name, DataType type, List<String> sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (String size : sizes) {
      if (size.chars().allMatch(Character::isDigit)) {
        shape.addDimBuilder().setDimValue(Long.parseLong(size));
      } else {
        shape.addDimBuilder().setDimParam(size);
      }
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
