package io.ciderstream.embedding.describe;

import io.ciderstream.embedding.decode.CentreCrop;
import io.ciderstream.embedding.decode.InputFit;
import io.ciderstream.embedding.decode.InputSizes;
import io.ciderstream.embedding.decode.KeptShape;
import io.ciderstream.embedding.decode.Letterbox;
import io.ciderstream.embedding.decode.Resampling;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.graph.GraphValue;
import io.ciderstream.embedding.graph.OnnxHeader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads how a picture becomes the input. One thread. */
final class FitReader {
  private static final int MOST_PIXELS = 4096;
  private static final int COLOURS = 3;

  private final YamlKeys keys;
  private final OnnxHeader header;
  private final List<String> problems;

  /** The ways to fit a picture into the input. */
  private enum Fit {
    CROP,
    STRETCH,
    PAD,
    LONGEST
  }

  FitReader(YamlKeys keys, OnnxHeader header, List<String> problems) {
    this.keys = keys;
    this.header = header;
    this.problems = problems;
  }

  /** Returns whether the graph leaves height and width free. */
  static boolean isFree(OnnxHeader header, InputTensor input) {
    GraphValue value = header.inputs().getFirst();
    int height = input.layout().height();
    return value.size(height).isEmpty() && value.size(height + 1).isEmpty();
  }

  /**
   * Returns the fit, if there are no problems.
   *
   * @param input empty if it has problems
   */
  Optional<InputFit> read(Optional<InputTensor> input) {
    int before = problems.size();
    Fit fit = keys.choice(DescriptionReader.FIT, Fit.class).orElse(Fit.CROP);
    Resampling resampling =
        keys.choice(DescriptionReader.RESAMPLE, Resampling.class).orElse(Resampling.BICUBIC);
    List<Integer> padding = padding(fit);
    if (fit != Fit.CROP) {
      keys.refuse(DescriptionReader.RESIZE, "it is for fit: crop");
    }
    if (fit != Fit.LONGEST) {
      keys.refuse(DescriptionReader.MULTIPLE, "it is for fit: longest");
    }
    if (fit != Fit.STRETCH) {
      keys.refuse(DescriptionReader.BOUNDS, "it is for fit: stretch");
    }
    List<SizeGroups.Size> sizes = sizes(input);
    if (problems.size() > before || sizes.isEmpty()) {
      return Optional.empty();
    }
    try {
      InputSizes fitted = fitted(fit, sizes);
      input.ifPresent(known -> requireSizes(fit, sizes, known));
      return Optional.of(new InputFit(fitted, resampling, padding));
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
      return Optional.empty();
    }
  }

  private List<Integer> padding(Fit fit) {
    if (fit != Fit.PAD) {
      keys.refuse(DescriptionReader.PADDING, "it is for fit: pad");
    }
    Optional<List<Double>> colour = keys.numbers(DescriptionReader.PADDING, COLOURS);
    if (colour.stream().flatMap(List::stream).anyMatch(sample -> sample != Math.rint(sample))) {
      problems.add("padding %s is not whole numbers of 0 to 255".formatted(colour.orElseThrow()));
    }
    return colour
        .map(samples -> samples.stream().map(Double::intValue).toList())
        .orElse(List.of(0, 0, 0));
  }

  private InputSizes fitted(Fit fit, List<SizeGroups.Size> sizes) {
    SizeGroups.Size first = sizes.getFirst();
    if (fit != Fit.STRETCH && sizes.size() > 1) {
      throw new IllegalArgumentException("several sizes are for fit: stretch");
    }
    if (sizes.size() == 1) {
      keys.refuse(DescriptionReader.BOUNDS, "it is between several sizes");
    }
    if (fit == Fit.LONGEST && keys.has(DescriptionReader.SIZE) && first.width() != first.height()) {
      throw new IllegalArgumentException(
          "size is %s, but fit: longest takes one number, that of the longer side"
              .formatted(first));
    }
    int longer = Math.max(first.width(), first.height());
    return switch (fit) {
      case STRETCH -> new SizeGroups(sizes, bounds(sizes.size() - 1));
      case CROP ->
          new CentreCrop(
              first, keys.whole(DescriptionReader.RESIZE, 1, MOST_PIXELS).orElse(longer));
      case PAD -> new Letterbox(first);
      case LONGEST ->
          new KeptShape(longer, keys.whole(DescriptionReader.MULTIPLE, 1, MOST_PIXELS).orElse(1));
    };
  }

  private List<Double> bounds(int count) {
    return count == 0 ? List.of() : keys.numbers(DescriptionReader.BOUNDS, count).orElse(List.of());
  }

  private List<SizeGroups.Size> sizes(Optional<InputTensor> input) {
    if (!keys.has(DescriptionReader.SIZE)) {
      Optional<SizeGroups.Size> fixed = input.flatMap(this::fixed);
      if (fixed.isEmpty()) {
        problems.add("size is missing, as the graph leaves it free; set such as 224x224");
      }
      return fixed.stream().toList();
    }
    try {
      return keys.texts(DescriptionReader.SIZE).stream().map(FitReader::size).toList();
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
      return List.of();
    }
  }

  private static SizeGroups.Size size(String text) {
    SizeGroups.Size size =
        SizeGroups.Size.parse(text.matches("\\d{1,9}") ? text + "x" + text : text);
    if (Math.min(size.width(), size.height()) < 1
        || Math.max(size.width(), size.height()) > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "size %s is not of 1 to %d pixels a side".formatted(text, MOST_PIXELS));
    }
    return size;
  }

  private Optional<SizeGroups.Size> fixed(InputTensor input) {
    GraphValue value = header.inputs().getFirst();
    OptionalInt height = value.size(input.layout().height());
    OptionalInt width = value.size(input.layout().height() + 1);
    return height.isPresent() && width.isPresent()
        ? Optional.of(new SizeGroups.Size(width.getAsInt(), height.getAsInt()))
        : Optional.empty();
  }

  private void requireSizes(Fit fit, List<SizeGroups.Size> sizes, InputTensor input) {
    if (fit == Fit.LONGEST) {
      if (!isFree(header, input)) {
        throw new IllegalArgumentException(
            "fit: longest needs a graph of any size, but the input is "
                + header.inputs().getFirst());
      }
      return;
    }
    GraphValue value = header.inputs().getFirst();
    OptionalInt height = value.size(input.layout().height());
    OptionalInt width = value.size(input.layout().height() + 1);
    for (SizeGroups.Size size : sizes) {
      if (height.orElse(size.height()) != size.height()
          || width.orElse(size.width()) != size.width()) {
        throw new IllegalArgumentException(
            "size is %s, but the input is %s".formatted(size, value));
      }
    }
  }
}
