package io.ciderstream.embedding.infer;

import io.ciderstream.embedding.decode.InputFit;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.describe.AttentionOutput;
import io.ciderstream.embedding.describe.ChannelOrder;
import io.ciderstream.embedding.describe.InputTensor;
import io.ciderstream.embedding.describe.ModelDescription;
import io.ciderstream.embedding.describe.ModelReading;
import io.ciderstream.embedding.describe.OutputVector;
import io.ciderstream.embedding.describe.Pooling;
import io.ciderstream.embedding.describe.SampleValues;
import io.ciderstream.embedding.describe.TensorLayout;
import io.ciderstream.embedding.graph.ElementType;
import io.ciderstream.embedding.graph.GraphValue;
import io.ciderstream.embedding.graph.OnnxHeader;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.embedding.locate.AttentionBoxes;
import io.ciderstream.schemas.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the description that this project's own files have in {@code metadata_props}: {@code
 * cider.name}, {@code cider.dimension}, {@code cider.groups}, {@code cider.bounds}, {@code
 * cider.input}; {@code cider.box.threshold}, which may be left out; {@code cider.local.*}, which a
 * model without local features leaves out.
 */
final class OnnxMetadata {
  private static final String INPUT = "images";
  private static final String DESCRIPTORS = "descriptors";
  private static final String ATTENTION = "attention";
  private static final List<String> KEYS =
      List.of("cider.name", "cider.dimension", "cider.groups", "cider.bounds", "cider.input");
  private static final String BOX_THRESHOLD = "cider.box.threshold";
  private static final String PIXELS = "uint8-nhwc-rgb";

  private OnnxMetadata() {}

  /** Returns whether a file has a description of this kind, or a part of one. */
  static boolean isIn(OnnxHeader header) {
    return KEYS.stream().anyMatch(header.metadata()::containsKey);
  }

  /** Reads the description of a file. */
  static ModelReading read(OnnxHeader header) {
    List<String> problems = new ArrayList<>();
    require(header.inputs(), "input", INPUT, problems);
    require(header.outputs(), "output", DESCRIPTORS, problems);
    Map<String, String> metadata = header.metadata();
    List<String> missing = KEYS.stream().filter(key -> !metadata.containsKey(key)).toList();
    if (!missing.isEmpty()) {
      problems.add("it has no metadata " + String.join(", ", missing));
    }
    String pixels = metadata.getOrDefault("cider.input", PIXELS);
    if (!pixels.equals(PIXELS)) {
      problems.add("its cider.input is %s instead of %s".formatted(pixels, PIXELS));
    }
    try {
      Optional<VerificationOptions> verification = VerificationMetadata.read(metadata);
      if (verification.isPresent() != has(header.outputs(), OnnxModel.LOCAL_FEATURES)) {
        problems.add(
            "it has the output %s or metadata cider.local.*, but not both"
                .formatted(OnnxModel.LOCAL_FEATURES));
      }
      if (missing.isEmpty()) {
        ModelDescription description = description(metadata, verification);
        if (problems.isEmpty()) {
          return ModelReading.of(description);
        }
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      problems.add("its metadata are wrong: " + e.getMessage());
    }
    return ModelReading.refused(ErrorCode.MODEL_INVALID, problems);
  }

  private static ModelDescription description(
      Map<String, String> metadata, Optional<VerificationOptions> verification) {
    AttentionBoxes boxes =
        Optional.ofNullable(metadata.get(BOX_THRESHOLD))
            .map(value -> new AttentionBoxes(Double.parseDouble(value)))
            .orElse(AttentionBoxes.STANDARD);
    return new ModelDescription(
        metadata.get("cider.name"),
        InputFit.ofOpenCv(
            SizeGroups.parse(metadata.get("cider.groups"), metadata.get("cider.bounds"))),
        new InputTensor(
            INPUT,
            TensorLayout.NHWC,
            ElementType.UINT8,
            ChannelOrder.RGB,
            SampleValues.BYTES,
            OptionalInt.empty()),
        true,
        new OutputVector(
            DESCRIPTORS, Pooling.NONE, Integer.parseInt(metadata.get("cider.dimension")), false),
        new AttentionOutput(Optional.of(ATTENTION), boxes),
        verification);
  }

  private static boolean has(List<GraphValue> values, String name) {
    return values.stream().anyMatch(value -> value.name().equals(name));
  }

  private static void require(
      List<GraphValue> values, String what, String name, List<String> problems) {
    if (!has(values, name)) {
      problems.add("it has no %s %s, but %s".formatted(what, name, values));
    }
  }
}
