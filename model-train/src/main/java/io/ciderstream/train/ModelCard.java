package io.ciderstream.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * What a model file says of itself, for whoever serves it.
 *
 * @param name readable name
 * @param dimension length of a descriptor
 * @param groups sizes to resize to, from flat to tall
 * @param bounds height / width between one group and the next, rising; one fewer than groups
 * @param boxThreshold least attention inside a box, within 0..1; only for a model with attention
 */
public record ModelCard(
    String name,
    int dimension,
    List<SizeGroup> groups,
    List<Double> bounds,
    OptionalDouble boxThreshold) {
  private static final String INPUT = "uint8-nhwc-rgb";

  public ModelCard {
    groups = List.copyOf(groups);
    bounds = List.copyOf(bounds);
    if (name.isBlank() || dimension < 1 || groups.size() != bounds.size() + 1) {
      throw new IllegalArgumentException(
          "name '%s', dimension %d, groups %s, bounds %s"
              .formatted(name, dimension, groups, bounds));
    }
    if (!bounds.stream().sorted().distinct().toList().equals(bounds)
        || !bounds.stream().allMatch(bound -> bound > 0 && bound < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("bounds %s do not rise".formatted(bounds));
    }
    if (!(boxThreshold.orElse(0.5) > 0 && boxThreshold.orElse(0.5) < 1)) {
      throw new IllegalArgumentException(
          "box threshold %s is not within 0..1".formatted(boxThreshold.getAsDouble()));
    }
  }

  /** Makes the card of a model without attention. */
  public ModelCard(String name, int dimension, List<SizeGroup> groups, List<Double> bounds) {
    this(name, dimension, groups, bounds, OptionalDouble.empty());
  }

  /** Returns this card with another least attention inside a box. */
  public ModelCard withBoxThreshold(double threshold) {
    return new ModelCard(name, dimension, groups, bounds, OptionalDouble.of(threshold));
  }

  /** Returns a card with the sizes of about 320 x 320 pixels and their bounds. */
  public static ModelCard at320(String name, int dimension) {
    return new ModelCard(
        name,
        dimension,
        List.of(
            new SizeGroup(384, 256),
            new SizeGroup(352, 256),
            new SizeGroup(320, 320),
            new SizeGroup(256, 352),
            new SizeGroup(256, 384)),
        List.of(0.67, 0.77, 1.33, 1.5));
  }

  /** Returns the entries of the file's {@code metadata_props}. */
  public SequencedMap<String, String> metadata() {
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    metadata.put("cider.name", name);
    metadata.put("cider.dimension", String.valueOf(dimension));
    metadata.put("cider.groups", joined(groups));
    metadata.put("cider.bounds", joined(bounds));
    metadata.put("cider.input", INPUT);
    boxThreshold.ifPresent(value -> metadata.put("cider.box.threshold", "" + value));
    return metadata;
  }

  private static String joined(List<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
