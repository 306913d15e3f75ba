package io.ciderstream.embedding.describe;

import io.ciderstream.embedding.graph.ElementType;
import io.ciderstream.embedding.graph.GraphValue;
import io.ciderstream.embedding.graph.OnnxHeader;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads how the input is fed. One thread. */
final class InputReader {
  private static final List<ElementType> TYPES =
      List.of(ElementType.FLOAT32, ElementType.FLOAT16, ElementType.UINT8);
  private static final int AXES = 4;
  private static final int COLOURS = 3;

  private final YamlKeys keys;
  private final OnnxHeader header;
  private final List<String> problems;

  InputReader(YamlKeys keys, OnnxHeader header, List<String> problems) {
    this.keys = keys;
    this.header = header;
    this.problems = problems;
  }

  /** Returns the input; with problems, as far as it is known, or none. */
  Optional<InputTensor> read() {
    Optional<GraphValue> value = value();
    ChannelOrder channels =
        keys.choice(DescriptionReader.CHANNELS, ChannelOrder.class).orElse(ChannelOrder.RGB);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    GraphValue input = value.get();
    Optional<TensorLayout> layout = layout(input);
    requireType(input);
    SampleValues values = values(input.type());
    return layout.map(
        order ->
            new InputTensor(input.name(), order, input.type(), channels, values, input.size(0)));
  }

  private Optional<GraphValue> value() {
    Optional<String> name = keys.text(DescriptionReader.INPUT);
    if (header.inputs().size() != 1) {
      problems.add(
          "the graph has %s, but only pictures can be fed; export the part that reads pictures alone"
              .formatted(header.inputs().isEmpty() ? "no input" : "the inputs " + header.inputs()));
      return Optional.empty();
    }
    GraphValue only = header.inputs().getFirst();
    if (name.isPresent() && !name.get().equals(only.name())) {
      problems.add("input is %s, but the graph's is %s".formatted(name.get(), only.name()));
    }
    if (only.rank() != AXES && only.rank() != 0) {
      problems.add("the input %s does not have the four axes of pictures".formatted(only));
      return Optional.empty();
    }
    return Optional.of(only);
  }

  private Optional<TensorLayout> layout(GraphValue input) {
    Optional<TensorLayout> written = keys.choice(DescriptionReader.LAYOUT, TensorLayout.class);
    if (written.isPresent()) {
      OptionalInt colours = input.size(written.get().channels());
      if (colours.isPresent() && colours.getAsInt() != COLOURS) {
        problems.add(
            "layout is %s, but that axis of the input %s is not of 3 colours"
                .formatted(keys.text(DescriptionReader.LAYOUT).orElseThrow(), input));
      }
      return written;
    }
    for (TensorLayout layout : TensorLayout.values()) {
      if (input.size(layout.channels()).equals(OptionalInt.of(COLOURS))) {
        return Optional.of(layout);
      }
    }
    if (!keys.has(DescriptionReader.LAYOUT)) {
      problems.add(
          "layout is missing, as no axis of the input %s is of 3 colours; set nchw or nhwc"
              .formatted(input));
    }
    return Optional.empty();
  }

  private void requireType(GraphValue input) {
    Optional<ElementType> written = keys.choice(DescriptionReader.TYPE, TYPES);
    if (!TYPES.contains(input.type())) {
      problems.add("the input %s is neither float32, float16 nor uint8".formatted(input));
    } else if (written.isPresent() && written.get() != input.type()) {
      problems.add("type is %s, but the input is %s".formatted(written.get().text(), input));
    }
  }

  private SampleValues values(ElementType type) {
    if (type == ElementType.UINT8) {
      String why = "the input is of bytes, which are fed as they are";
      List.of(DescriptionReader.RANGE, DescriptionReader.MEAN, DescriptionReader.STD)
          .forEach(key -> keys.refuse(key, why));
      return SampleValues.BYTES;
    }
    Optional<List<Double>> range =
        keys.has(DescriptionReader.RANGE)
            ? keys.numbers(DescriptionReader.RANGE, 2)
            : Optional.of(List.of(0.0, 1.0));
    Optional<List<Double>> mean = needed(DescriptionReader.MEAN, "0 if the graph subtracts it");
    Optional<List<Double>> std = needed(DescriptionReader.STD, "1 if the graph divides by it");
    if (range.isEmpty() || mean.isEmpty() || std.isEmpty()) {
      return SampleValues.BYTES;
    }
    try {
      return new SampleValues(range.get().get(0), range.get().get(1), mean.get(), std.get());
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
      return SampleValues.BYTES;
    }
  }

  private Optional<List<Double>> needed(String key, String none) {
    if (!keys.has(key)) {
      problems.add("%s is missing; it is %s".formatted(key, none));
      return Optional.of(Collections.nCopies(COLOURS, 1.0));
    }
    return keys.numbers(key, COLOURS);
  }
}
