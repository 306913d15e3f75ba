package io.ciderstream.embedding.graph;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an ONNX file says about itself.
 *
 * @param metadata {@code metadata_props}
 * @param inputs of the graph, without its weights
 * @param outputs of the graph
 * @param weightFiles files that hold weights, relative to the model's folder
 * @param firstOperations the types of the nodes that read an input
 * @param madeBy producer and version; empty if it does not say
 */
public record OnnxHeader(
    Map<String, String> metadata,
    List<GraphValue> inputs,
    List<GraphValue> outputs,
    SortedSet<String> weightFiles,
    List<String> firstOperations,
    String madeBy) {

  public OnnxHeader {
    metadata = Map.copyOf(metadata);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    firstOperations = List.copyOf(firstOperations);
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it is not such a file
   */
  public static OnnxHeader of(byte[] file) {
    Reader reader = new Reader();
    ProtoField.forEach(ByteBuffer.wrap(file), reader::model);
    if (!reader.hasGraph) {
      throw new IllegalArgumentException("it is not an ONNX model");
    }
    return reader.header();
  }

  /** Collects the fields of one file; their numbers are those of {@code onnx.proto}. */
  private static final class Reader {
    private final Map<String, String> metadata = new HashMap<>();
    private final List<GraphValue> inputs = new ArrayList<>();
    private final List<GraphValue> outputs = new ArrayList<>();
    private final Set<String> weights = new HashSet<>();
    private final SortedSet<String> weightFiles = new TreeSet<>();
    private final List<Node> nodes = new ArrayList<>();
    private String producer = "";
    private String version = "";
    private boolean hasGraph;

    private record Node(String type, List<String> inputs) {}

    OnnxHeader header() {
      List<GraphValue> fed =
          inputs.stream().filter(input -> !weights.contains(input.name())).toList();
      Set<String> names = new HashSet<>();
      fed.forEach(input -> names.add(input.name()));
      List<String> first =
          nodes.stream()
              .filter(node -> node.inputs.stream().anyMatch(names::contains))
              .map(Node::type)
              .toList();
      return new OnnxHeader(
          metadata, fed, outputs, weightFiles, first, (producer + " " + version).strip());
    }

    void model(ProtoField field) {
      switch (field.number()) {
        case 2 -> producer = field.text();
        case 3 -> version = field.text();
        case 7 -> {
          hasGraph = true;
          ProtoField.forEach(field.content(), this::graph);
        }
        case 14 -> {
          Map<Integer, String> entry = texts(field.content());
          metadata.put(entry.getOrDefault(1, ""), entry.getOrDefault(2, ""));
        }
        default -> {} // nothing that is asked for here
      }
    }

    private void graph(ProtoField field) {
      switch (field.number()) {
        case 1 -> node(field.content());
        case 5 -> initializer(field.content());
        case 11 -> inputs.add(value(field.content()));
        case 12 -> outputs.add(value(field.content()));
        default -> {}
      }
    }

    private void node(ByteBuffer message) {
      List<String> read = new ArrayList<>();
      String[] type = {""};
      ProtoField.forEach(
          message,
          field -> {
            if (field.number() == 1) {
              read.add(field.text());
            } else if (field.number() == 4) {
              type[0] = field.text();
            }
          });
      nodes.add(new Node(type[0], read));
    }

    private void initializer(ByteBuffer message) {
      ProtoField.forEach(
          message,
          field -> {
            if (field.number() == 8) {
              weights.add(field.text());
            } else if (field.number() == 13) {
              Map<Integer, String> entry = texts(field.content());
              if ("location".equals(entry.get(1))) {
                weightFiles.add(entry.getOrDefault(2, ""));
              }
            }
          });
    }

    private static GraphValue value(ByteBuffer message) {
      String[] name = {""};
      ElementType[] type = {ElementType.OTHER};
      List<String> axes = new ArrayList<>();
      ProtoField.forEach(
          message,
          field -> {
            if (field.number() == 1) {
              name[0] = field.text();
            } else if (field.number() == 2) {
              ProtoField.forEach(field.content(), kind -> tensor(kind, type, axes));
            }
          });
      return new GraphValue(name[0], type[0], axes);
    }

    private static void tensor(ProtoField kind, ElementType[] type, List<String> axes) {
      if (kind.number() != 1) {
        return; // a sequence or a map
      }
      ProtoField.forEach(
          kind.content(),
          part -> {
            if (part.number() == 1) {
              type[0] = ElementType.of(part.value());
            } else if (part.number() == 2) {
              ProtoField.forEach(part.content(), axis -> axes.add(size(axis.content())));
            }
          });
    }

    private static String size(ByteBuffer axis) {
      String[] size = {"?"};
      ProtoField.forEach(
          axis,
          field -> {
            if (field.number() == 1) {
              size[0] = Long.toString(field.value());
            } else if (field.number() == 2) {
              size[0] = field.text();
            }
          });
      return size[0];
    }

    private static Map<Integer, String> texts(ByteBuffer message) {
      Map<Integer, String> texts = new HashMap<>();
      ProtoField.forEach(message, field -> texts.put(field.number(), field.text()));
      return texts;
    }
  }
}
