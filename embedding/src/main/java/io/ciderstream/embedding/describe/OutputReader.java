package io.ciderstream.embedding.describe;

import io.ciderstream.embedding.graph.GraphValue;
import io.ciderstream.embedding.graph.OnnxHeader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads where the outputs are. One thread. */
final class OutputReader {
  /** What Milvus can store. */
  private static final int MOST_DIMENSIONS = 32_768;

  private static final int TOKENS = 3;
  private static final int MAP = 4;

  private final YamlKeys keys;
  private final OnnxHeader header;
  private final List<String> problems;

  OutputReader(YamlKeys keys, OnnxHeader header, List<String> problems) {
    this.keys = keys;
    this.header = header;
    this.problems = problems;
  }

  /** Returns the name of the attention output, if one is described. */
  Optional<String> attention() {
    Optional<String> name = keys.text(DescriptionReader.ATTENTION);
    name.flatMap(this::named).ifPresent(this::requireAttention);
    return name;
  }

  private void requireAttention(GraphValue output) {
    if (!output.type().isReadable()) {
      problems.add("attention: the output %s is no float".formatted(output));
    }
    boolean isMap =
        switch (output.rank()) {
          case 0, MAP - 1 -> true;
          case MAP -> output.size(1).orElse(1) == 1;
          default -> false;
        };
    if (!isMap) {
      problems.add("attention: the output %s is not pictures x height x width".formatted(output));
    }
  }

  /**
   * Returns the descriptor; with problems, none.
   *
   * @param attention an output that is not the descriptor
   * @param layout of the input; empty if it is not known
   */
  Optional<OutputVector> descriptor(Optional<String> attention, Optional<TensorLayout> layout) {
    Optional<Pooling> written = keys.choice(DescriptionReader.POOL, Pooling.class);
    OptionalInt dimension = keys.whole(DescriptionReader.DIMENSION, 1, MOST_DIMENSIONS);
    boolean normalise = keys.flag(DescriptionReader.NORMALISE).orElse(true);
    Optional<GraphValue> value = value(attention);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    GraphValue output = value.get();
    if (!output.type().isReadable()) {
      problems.add("the output %s is neither float32 nor float16".formatted(output));
    }
    Pooling pooling = written.orElse(Pooling.NONE);
    if (isMap(output) && layout.equals(Optional.of(TensorLayout.NHWC))) {
      problems.add(
          "the output %s may have its numbers on the last axis, as the input has its colours; end the graph with the mean over height and width"
              .formatted(output));
      return Optional.empty();
    }
    requirePooling(output, pooling);
    OptionalInt known = dimension(output);
    if (known.isPresent() && dimension.isPresent() && !known.equals(dimension)) {
      problems.add("dimension is %d, but the output is %s".formatted(dimension.getAsInt(), output));
    } else if (known.isEmpty() && dimension.isEmpty() && !keys.has(DescriptionReader.DIMENSION)) {
      problems.add("dimension is missing, as the output %s does not say it".formatted(output));
    }
    int length = dimension.orElse(known.orElse(0));
    return Optional.of(new OutputVector(output.name(), pooling, length, normalise));
  }

  private Optional<GraphValue> value(Optional<String> attention) {
    Optional<String> name = keys.text(DescriptionReader.OUTPUT);
    if (name.isPresent()) {
      return named(name.get());
    }
    List<GraphValue> candidates =
        header.outputs().stream()
            .filter(output -> !attention.equals(Optional.of(output.name())))
            .toList();
    if (candidates.size() == 1) {
      return Optional.of(candidates.getFirst());
    }
    problems.add(
        "output is missing, as the graph has %s; name the descriptor".formatted(candidates));
    return Optional.empty();
  }

  private Optional<GraphValue> named(String name) {
    Optional<GraphValue> found =
        header.outputs().stream().filter(output -> output.name().equals(name)).findFirst();
    if (found.isEmpty()) {
      problems.add("there is no output %s; there is %s".formatted(name, header.outputs()));
    }
    return found;
  }

  private void requirePooling(GraphValue output, Pooling pooling) {
    boolean several =
        switch (output.rank()) {
          case TOKENS -> !output.size(1).equals(OptionalInt.of(1));
          case MAP -> isMap(output);
          default -> false;
        };
    if (several && pooling == Pooling.NONE) {
      problems.add(
          "pool is missing, as the output %s has several vectors for each picture; set %s"
              .formatted(output, output.rank() == TOKENS ? "class or mean" : "mean"));
    } else if (pooling == Pooling.CLASS && output.rank() == MAP
        || pooling != Pooling.NONE && (output.rank() == 1 || output.rank() == 2)) {
      problems.add(
          "pool is %s, but the output is %s"
              .formatted(keys.text(DescriptionReader.POOL).orElseThrow(), output));
    } else if (output.rank() > MAP) {
      problems.add("the output %s has too many axes".formatted(output));
    }
  }

  /** Returns whether an output may have several positions of a height and a width. */
  static boolean isMap(GraphValue output) {
    return output.rank() == MAP
        && !(output.size(2).equals(OptionalInt.of(1))
            && output.size(MAP - 1).equals(OptionalInt.of(1)));
  }

  private static OptionalInt dimension(GraphValue output) {
    return switch (output.rank()) {
      case 2, MAP -> output.size(1);
      case TOKENS -> output.size(2);
      default -> OptionalInt.empty();
    };
  }
}
