package io.ciderstream.embedding;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Builds tiny ONNX files as others would export them, without metadata. */
public final class TestOnnx {
  private static final int OPSET = 17;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");

  private TestOnnx() {}

  /** Returns a graph of {@code pixels}, float32 [N,3,H,W], without outputs. */
  public static TestOnnx empty(DataType type, String... axes) {
    TestOnnx file = new TestOnnx();
    file.graph.addInput(value("pixels", type, axes));
    return file;
  }

  /** Returns a graph whose output {@code mean}, [N,3], is the mean of each channel. */
  public static TestOnnx meanColour() {
    return meanColour(DataType.FLOAT, "N", "3", "H", "W");
  }

  /**
   * Returns the same of an input of another type or shape, pictures x channels x height x width.
   */
  public static TestOnnx meanColour(DataType type, String... axes) {
    return empty(type, axes).mean("mean", 0).output("mean", axes[0], "3");
  }

  /** Adds the mean of each channel; without {@code keep}, it has two axes. */
  public TestOnnx mean(String output, int keep) {
    return node("Cast", List.of("pixels"), output + "_floats", integer("to", DataType.FLOAT_VALUE))
        .node(
            "ReduceMean",
            List.of(output + "_floats"),
            output,
            integers("axes", 2, 3),
            integer("keepdims", keep));
  }

  /** Adds a node. */
  public TestOnnx node(
      String type, List<String> inputs, String output, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
    return this;
  }

  /** Declares an output of float32. */
  public TestOnnx output(String name, String... axes) {
    return output(DataType.FLOAT, name, axes);
  }

  /** Declares an output. */
  public TestOnnx output(DataType type, String name, String... axes) {
    graph.addOutput(value(name, type, axes));
    return this;
  }

  /** Declares another input. */
  public TestOnnx input(String name, String... axes) {
    graph.addInput(value(name, DataType.INT64, axes));
    return this;
  }

  /** Adds weights that are also listed as an input, as old exporters did. */
  public TestOnnx weightAmongInputs(String name) {
    graph.addInput(value(name, DataType.FLOAT, "1"));
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(DataType.FLOAT_VALUE)
            .addDims(1)
            .addFloatData(1));
    return this;
  }

  /** Adds three weights that are stored in another file. */
  public TestOnnx weightOutside(String name, String file) {
    TensorProto.Builder weight =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(DataType.FLOAT_VALUE)
            .addDims(3)
            .setDataLocation(DataLocation.EXTERNAL);
    weight.addExternalDataBuilder().setKey("location").setValue(file);
    graph.addInitializer(weight);
    return this;
  }

  /** Returns the bytes of a file of weights. */
  public static byte[] weights(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  /** Adds whole numbers. */
  public TestOnnx indices(String name, long... values) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      raw.putLong(value);
    }
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(DataType.INT64_VALUE)
            .addDims(values.length)
            .setRawData(ByteString.copyFrom(raw.array())));
    return this;
  }

  /** Returns the file. */
  public byte[] bytes() {
    ModelProto.Builder model =
        ModelProto.newBuilder().setIrVersion(8).setProducerName("test").setGraph(graph);
    model.addOpsetImportBuilder().setDomain("").setVersion(OPSET);
    return model.build().toByteArray();
  }

  /** Writes the file and its description. */
  public Path write(Path file, String yaml) throws IOException {
    Files.write(file, bytes());
    String name = file.getFileName().toString();
    Files.writeString(file.resolveSibling(name.replace(".onnx", ".yaml")), yaml);
    return file;
  }

  /** Returns an attribute that is a number. */
  public static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  /** Returns an attribute that is a list of numbers. */
  public static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  private static ValueInfoProto value(String name, DataType type, String... axes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (String axis : axes) {
      if (axis.chars().allMatch(Character::isDigit)) {
        shape.addDimBuilder().setDimValue(Long.parseLong(axis));
      } else {
        shape.addDimBuilder().setDimParam(axis);
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }
}
