package io.ciderstream.embedding.describe;

import io.ciderstream.embedding.decode.InputFit;
import io.ciderstream.embedding.graph.OnnxHeader;
import io.ciderstream.embedding.locate.AttentionBoxes;
import io.ciderstream.schemas.ErrorCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the description of an ONNX file from a YAML text and the graph. What the graph says need
 * not be written, and must not be contradicted.
 */
public final class DescriptionReader {
  static final String NAME = "name";
  static final String INPUT = "input";
  static final String LAYOUT = "layout";
  static final String TYPE = "type";
  static final String CHANNELS = "channels";
  static final String RANGE = "range";
  static final String MEAN = "mean";
  static final String STD = "std";
  static final String SIZE = "size";
  static final String BOUNDS = "bounds";
  static final String FIT = "fit";
  static final String RESIZE = "resize";
  static final String MULTIPLE = "multiple";
  static final String PADDING = "padding";
  static final String RESAMPLE = "resample";
  static final String OUTPUT = "output";
  static final String POOL = "pool";
  static final String DIMENSION = "dimension";
  static final String NORMALISE = "normalise";
  static final String ATTENTION = "attention";
  static final String BOX_THRESHOLD = "box-threshold";

  /** All keys, in the order of the documentation. */
  public static final List<String> KEYS =
      List.of(
          NAME,
          INPUT,
          LAYOUT,
          TYPE,
          CHANNELS,
          RANGE,
          MEAN,
          STD,
          SIZE,
          BOUNDS,
          FIT,
          RESIZE,
          MULTIPLE,
          PADDING,
          RESAMPLE,
          OUTPUT,
          POOL,
          DIMENSION,
          NORMALISE,
          ATTENTION,
          BOX_THRESHOLD);

  private static final String ONNX = ".onnx";

  private DescriptionReader() {}

  /** Returns where the description of a model file is: {@code model.yaml} of {@code model.onnx}. */
  public static Path fileOf(Path model) {
    return model.resolveSibling(stem(model) + ".yaml");
  }

  /** Returns the name of a model file without its ending. */
  static String stem(Path model) {
    String name = model.getFileName().toString();
    return name.endsWith(ONNX) ? name.substring(0, name.length() - ONNX.length()) : name;
  }

  /**
   * Reads a description.
   *
   * @param model the ONNX file, which gives the model its name unless the YAML has another
   * @param yaml empty if there is none; then the problems are what it would have to say
   */
  public static ModelReading read(Path model, OnnxHeader header, Optional<String> yaml) {
    List<String> problems = new ArrayList<>();
    YamlKeys keys = new YamlKeys(yaml.orElse(""), KEYS, problems);
    Optional<InputTensor> input = new InputReader(keys, header, problems).read();
    Optional<InputFit> fit = new FitReader(keys, header, problems).read(input);
    OutputReader outputs = new OutputReader(keys, header, problems);
    Optional<String> attention = outputs.attention();
    Optional<OutputVector> output = outputs.descriptor(attention, input.map(InputTensor::layout));
    AttentionBoxes boxes = boxes(keys, problems);
    if (yaml.isEmpty()) {
      return ModelReading.refused(ErrorCode.MODEL_UNDESCRIBED, problems);
    }
    if (!problems.isEmpty()) {
      return ModelReading.refused(ErrorCode.MODEL_DESCRIPTION_INVALID, problems);
    }
    return ModelReading.of(
        new ModelDescription(
            keys.text(NAME).orElse(stem(model)),
            fit.orElseThrow(),
            input.orElseThrow(),
            FitReader.isFree(header, input.orElseThrow()),
            output.orElseThrow(),
            new AttentionOutput(attention, boxes),
            Optional.empty()));
  }

  private static AttentionBoxes boxes(YamlKeys keys, List<String> problems) {
    if (!keys.has(ATTENTION)) {
      keys.refuse(BOX_THRESHOLD, "it is for an attention output");
      return AttentionBoxes.STANDARD;
    }
    try {
      return keys.numbers(BOX_THRESHOLD, 1)
          .map(value -> new AttentionBoxes(value.getFirst()))
          .orElse(AttentionBoxes.STANDARD);
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
      return AttentionBoxes.STANDARD;
    }
  }
}
