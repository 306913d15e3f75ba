package io.ciderstream.embedding.describe;

import io.ciderstream.embedding.graph.ElementType;
import io.ciderstream.embedding.graph.GraphValue;
import io.ciderstream.embedding.graph.OnnxHeader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Proposes a description of an ONNX file: what the graph says, and a guess of what it cannot say.
 */
public final class DescriptionProposal {
  private static final int USUAL_SIZE = 224;
  private static final int TOKENS = 3;

  private DescriptionProposal() {}

  /** Returns the lines of a YAML text; comments say where each group of keys is from. */
  public static List<String> of(Path model, OnnxHeader header) {
    List<String> lines = new ArrayList<>();
    lines.add("name: " + quoted(DescriptionReader.stem(model)));
    if (header.inputs().size() == 1) {
      input(header, header.inputs().getFirst(), lines);
    }
    output(header, lines);
    return lines;
  }

  /** Returns a text as YAML has it, in quotes where it would be something else without. */
  private static String quoted(String text) {
    DumperOptions options = new DumperOptions();
    options.setSplitLines(false);
    return new Yaml(options).dump(text).strip();
  }

  private static void input(OnnxHeader header, GraphValue input, List<String> lines) {
    Optional<TensorLayout> layout = layout(input);
    if (layout.isEmpty()) {
      lines.add("layout: nchw                     # a guess: no axis is of 3 colours");
    }
    int height = layout.orElse(TensorLayout.NCHW).height();
    OptionalInt size = input.size(height);
    boolean square = size.isPresent() && size.equals(input.size(height + 1));
    if (size.isEmpty()) {
      lines.add(
          "size: %d                        # a guess: any size is possible".formatted(USUAL_SIZE));
      size = OptionalInt.of(USUAL_SIZE);
      square = true;
    }
    KnownPreprocessing known = KnownPreprocessing.of(header);
    lines.add("# a guess, %s; take it from where you train or export".formatted(known.reason()));
    known
        .keys(square ? size : OptionalInt.empty())
        .forEach(
            (key, value) -> {
              boolean ofFloats =
                  key.equals(DescriptionReader.MEAN) || key.equals(DescriptionReader.STD);
              if (!ofFloats || input.type() != ElementType.UINT8) {
                lines.add("%s: %s".formatted(key, value));
              }
            });
    if (input.type() != ElementType.UINT8
        && header.firstOperations().stream().anyMatch(List.of("Sub", "Div", "Mul")::contains)) {
      lines.add(
          "# the graph begins with %s: if it normalises pixels itself, set mean: 0 and std: 1"
              .formatted(header.firstOperations()));
    }
  }

  private static Optional<TensorLayout> layout(GraphValue input) {
    for (TensorLayout layout : TensorLayout.values()) {
      if (input.size(layout.channels()).equals(OptionalInt.of(3))) {
        return Optional.of(layout);
      }
    }
    return Optional.empty();
  }

  private static boolean isChannelLast(OnnxHeader header) {
    return header.inputs().size() == 1
        && layout(header.inputs().getFirst()).equals(Optional.of(TensorLayout.NHWC));
  }

  private static void output(OnnxHeader header, List<String> lines) {
    List<GraphValue> readable =
        header.outputs().stream().filter(output -> output.type().isReadable()).toList();
    if (readable.isEmpty()) {
      return;
    }
    GraphValue best =
        readable.stream()
            .filter(output -> output.rank() == 2)
            .findFirst()
            .orElse(readable.getFirst());
    if (header.outputs().size() > 1) {
      lines.add(
          "output: %s                  # a guess: there are several"
              .formatted(quoted(best.name())));
    }
    if (best.rank() == TOKENS && !best.size(1).equals(OptionalInt.of(1))) {
      lines.add("pool: class                      # or mean");
    } else if (OutputReader.isMap(best) && !isChannelLast(header)) {
      lines.add("pool: mean");
    }
    int axis = best.rank() == TOKENS ? 2 : 1;
    if (best.size(axis).isEmpty()) {
      lines.add("dimension: 512                   # a guess: the graph does not say it");
    }
  }
}
