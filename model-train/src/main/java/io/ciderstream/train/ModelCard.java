package io.ciderstream.train;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.infer.VerificationMetadata;
import io.ciderstream.embedding.local.VerificationOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * The metadata of a model file.
 *
 * @param name readable name
 * @param dimension length of a descriptor
 * @param groups sizes to resize to, each side 32 pixels or more
 * @param boxThreshold least attention inside a box, within 0..1; only for a model with attention
 * @param verification how its local features are compared; only for a model with that output
 */
public record ModelCard(
    String name,
    int dimension,
    SizeGroups groups,
    OptionalDouble boxThreshold,
    Optional<VerificationOptions> verification) {
  private static final String INPUT = "uint8-nhwc-rgb";
  private static final int MIN_SIDE = 32;

  public ModelCard {
    requireUsable(groups);
    if (name.isBlank() || dimension < 1) {
      throw new IllegalArgumentException("name '%s', dimension %d".formatted(name, dimension));
    }
    if (!(boxThreshold.orElse(0.5) > 0 && boxThreshold.orElse(0.5) < 1)) {
      throw new IllegalArgumentException(
          "box threshold %s is not within 0..1".formatted(boxThreshold.getAsDouble()));
    }
  }

  /**
   * Checks that a network can compute with these sizes.
   *
   * @throws IllegalArgumentException that names the size that is too small
   */
  public static void requireUsable(SizeGroups groups) {
    for (SizeGroups.Size size : groups.sizes()) {
      if (size.width() < MIN_SIDE || size.height() < MIN_SIDE) {
        throw new IllegalArgumentException(
            "size %s has a side below %d pixels".formatted(size, MIN_SIDE));
      }
    }
  }

  /** Creates the card of a model with descriptors alone. */
  public ModelCard(String name, int dimension, SizeGroups groups) {
    this(name, dimension, groups, OptionalDouble.empty(), Optional.empty());
  }

  /** Returns this card with another least attention inside a box. */
  public ModelCard withBoxThreshold(double threshold) {
    return new ModelCard(name, dimension, groups, OptionalDouble.of(threshold), verification);
  }

  /** Returns this card with another way to compare local features. */
  public ModelCard withVerification(Optional<VerificationOptions> other) {
    return new ModelCard(name, dimension, groups, boxThreshold, other);
  }

  /** Returns a card with the sizes of about 320 x 320 pixels and their bounds. */
  public static ModelCard at320(String name, int dimension) {
    return new ModelCard(
        name,
        dimension,
        SizeGroups.parse("384x256,352x256,320x320,256x352,256x384", "0.67,0.77,1.33,1.5"));
  }

  /** Returns the entries of the file's {@code metadata_props}. */
  public SequencedMap<String, String> metadata() {
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    metadata.put("cider.name", name);
    metadata.put("cider.dimension", String.valueOf(dimension));
    metadata.put("cider.groups", joined(groups.sizes()));
    metadata.put("cider.bounds", joined(groups.bounds()));
    metadata.put("cider.input", INPUT);
    boxThreshold.ifPresent(value -> metadata.put("cider.box.threshold", "" + value));
    verification.ifPresent(options -> metadata.putAll(VerificationMetadata.write(options)));
    return metadata;
  }

  private static String joined(List<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
