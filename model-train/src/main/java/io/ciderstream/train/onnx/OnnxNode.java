package io.ciderstream.train.onnx;

import java.util.List;

/** Builds one NodeProto; field numbers are those of {@code onnx.proto3}. */
final class OnnxNode {
  private static final int FLOAT = 1;
  private static final int INT = 2;
  private static final int STRING = 3;
  private static final int INTS = 7;

  private final Proto node = new Proto();

  OnnxNode(String type, String output, List<String> inputs) {
    inputs.forEach(input -> node.text(1, input));
    node.text(2, output).text(3, output).text(4, type);
  }

  OnnxNode real(String name, double value) {
    return attribute(new Proto().text(1, name).fixed(2, (float) value).number(20, FLOAT));
  }

  OnnxNode integer(String name, long value) {
    return attribute(new Proto().text(1, name).number(3, value).number(20, INT));
  }

  OnnxNode text(String name, String value) {
    return attribute(new Proto().text(1, name).text(4, value).number(20, STRING));
  }

  OnnxNode integers(String name, long... values) {
    Proto attribute = new Proto().text(1, name);
    for (long value : values) {
      attribute.number(8, value);
    }
    return attribute(attribute.number(20, INTS));
  }

  Proto proto() {
    return node;
  }

  private OnnxNode attribute(Proto attribute) {
    node.message(5, attribute);
    return this;
  }
}
