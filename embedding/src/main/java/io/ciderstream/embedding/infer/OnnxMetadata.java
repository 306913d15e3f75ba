package io.ciderstream.embedding.infer;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.embedding.locate.AttentionBoxes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The metadata of a model file, in {@code metadata_props}.
 *
 * @param name {@code cider.name}
 * @param dimension {@code cider.dimension}
 * @param groups {@code cider.groups} and {@code cider.bounds}
 * @param boxes {@code cider.box.threshold}, which may be left out
 * @param verification {@code cider.local.*}, which a model without local features leaves out
 */
record OnnxMetadata(
    String name,
    int dimension,
    SizeGroups groups,
    AttentionBoxes boxes,
    Optional<VerificationOptions> verification) {
  private static final List<String> KEYS =
      List.of("cider.name", "cider.dimension", "cider.groups", "cider.bounds", "cider.input");
  private static final String BOX_THRESHOLD = "cider.box.threshold";
  private static final String INPUT = "uint8-nhwc-rgb";

  /**
   * Reads the metadata of a model.
   *
   * @throws IllegalArgumentException saying what is missing or wrong
   */
  static OnnxMetadata of(Map<String, String> metadata) {
    List<String> missing = KEYS.stream().filter(key -> !metadata.containsKey(key)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("it has no metadata " + String.join(", ", missing));
    }
    if (!metadata.get("cider.input").equals(INPUT)) {
      throw new IllegalArgumentException(
          "its cider.input is %s instead of %s".formatted(metadata.get("cider.input"), INPUT));
    }
    try {
      return new OnnxMetadata(
          metadata.get("cider.name"),
          Integer.parseInt(metadata.get("cider.dimension")),
          SizeGroups.parse(metadata.get("cider.groups"), metadata.get("cider.bounds")),
          Optional.ofNullable(metadata.get(BOX_THRESHOLD))
              .map(value -> new AttentionBoxes(Double.parseDouble(value)))
              .orElse(AttentionBoxes.STANDARD),
          VerificationMetadata.read(metadata));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("its metadata are wrong: " + e.getMessage(), e);
    }
  }
}
