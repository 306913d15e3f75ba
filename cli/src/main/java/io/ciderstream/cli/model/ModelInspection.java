package io.ciderstream.cli.model;

import io.ciderstream.embedding.describe.DescriptionProposal;
import io.ciderstream.embedding.describe.DescriptionReader;
import io.ciderstream.embedding.describe.ModelReading;
import io.ciderstream.embedding.graph.OnnxHeader;
import io.ciderstream.embedding.infer.OnnxModelFile;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.terminal.ArgumentException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an ONNX file says, and what is missing before it can be served.
 *
 * @param lines a YAML text: what was found as comments and, unless the file can be served, a
 *     proposed description
 * @param servable whether the file can be served as it is
 */
public record ModelInspection(List<String> lines, boolean servable) {

  /**
   * Inspects a file.
   *
   * @throws ArgumentException if it, or a file that belongs to it, cannot be read
   */
  public static ModelInspection of(Path file) {
    OnnxModelFile model;
    try {
      model = OnnxModelFile.ofArgument(file);
    } catch (CiderException e) {
      throw new ArgumentException("FILE cannot be read: " + e.detail());
    }
    List<String> lines = new ArrayList<>();
    lines.add("# %s".formatted(file));
    ModelReading reading = model.reading();
    if (model.header().isEmpty()) {
      reading.problems().forEach(problem -> lines.add("# problem: " + problem));
      return new ModelInspection(lines, false);
    }
    OnnxHeader header = model.header().get();
    if (!header.madeBy().isEmpty()) {
      lines.add("# exported by " + header.madeBy());
    }
    header.inputs().forEach(value -> lines.add("# input   " + value));
    header.outputs().forEach(value -> lines.add("# output  " + value));
    header.weightFiles().forEach(name -> lines.add("# weights in the file " + name));
    reading
        .description()
        .ifPresent(
            served -> {
              lines.add("# It can be served:");
              ModelText.lines(served, model.hash()).forEach(line -> lines.add("#   " + line));
            });
    if (reading.description().isEmpty()) {
      refused(file, header, reading, lines);
    }
    return new ModelInspection(lines, reading.description().isPresent());
  }

  private static void refused(
      Path file, OnnxHeader header, ModelReading reading, List<String> lines) {
    Path yaml = DescriptionReader.fileOf(file);
    lines.add(
        "# It cannot be served:"
            + switch (reading.code()) {
              case MODEL_UNDESCRIBED -> " there is no %s.".formatted(yaml.getFileName());
              case MODEL_DESCRIPTION_INVALID -> " %s is wrong.".formatted(yaml.getFileName());
              default -> "";
            });
    reading.problems().forEach(problem -> lines.add("#   " + problem));
    if (reading.code() != ErrorCode.MODEL_INVALID) {
      lines.add(
          "# Proposal for %s. Correct it, then run ./cider model check."
              .formatted(yaml.getFileName()));
      lines.addAll(DescriptionProposal.of(file, header));
    }
  }
}
