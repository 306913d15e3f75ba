package io.ciderstream.train.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.weights.Weight;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.LongStream;

/** Creates what ONNX graphs are made of. */
public final class OnnxParts {
  private OnnxParts() {}

  /** Returns a node with one output, which gives the node its name. */
  public static NodeProto node(
      String type, String output, List<AttributeProto> attributes, String... inputs) {
    return NodeProto.newBuilder()
        .addAllInput(List.of(inputs))
        .addOutput(output)
        .setName(output)
        .setOpType(type)
        .addAllAttribute(attributes)
        .build();
  }

  static AttributeProto real(String name, double value) {
    return attribute(name, AttributeType.FLOAT).setF((float) value).build();
  }

  /** Returns an attribute that is one integer. */
  public static AttributeProto integer(String name, long value) {
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

  /** Returns a constant of fp32. */
  public static TensorProto constant(String name, Weight weight) {
    ByteBuffer raw = littleEndian(weight.values().length * Float.BYTES);
    raw.asFloatBuffer().put(weight.values());
    return constant(name, weight.shape(), DataType.FLOAT, raw.array());
  }

  /** Returns a constant vector of int32. */
  public static TensorProto constant(String name, int[] values) {
    ByteBuffer raw = littleEndian(values.length * Integer.BYTES);
    raw.asIntBuffer().put(values);
    return constant(name, Shape.of(values.length), DataType.INT32, raw.array());
  }

  /**
   * Returns a constant. The values are not copied, so that a model is in memory once.
   *
   * @param raw the values in little-endian order
   */
  public static TensorProto constant(String name, Shape shape, DataType type, byte[] raw) {
    return TensorProto.newBuilder()
        .addAllDims(shape.sizes().stream().map(Integer::longValue).toList())
        .setDataType(type.getNumber())
        .setName(name)
        .setRawData(UnsafeByteOperations.unsafeWrap(raw))
        .build();
  }

  static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
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
    return value(name, TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape));
  }

  /** Describes an output of any shape. */
  public static ValueInfoProto value(String name, DataType type) {
    return value(name, TypeProto.Tensor.newBuilder().setElemType(type.getNumber()));
  }

  private static ValueInfoProto value(String name, TypeProto.Tensor.Builder tensor) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
