package io.ciderstream.cli.command;

import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.MarkdownTable;
import io.ciderstream.train.int8.Int8Export;
import io.ciderstream.train.int8.Int8Model;
import io.ciderstream.train.int8.Int8Options;
import io.ciderstream.train.int8.LayerCosine;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** How {@code cider export --weights int8} quantises. */
final class Int8Arguments {
  @Option(
      names = "--calibration",
      paramLabel = "FOLDER",
      description = {
        "Photographs like those that will be embedded, for --weights int8; each third is kept for the",
        "cosines (default: the bundled photographs)."
      })
  private Path calibration;

  @Option(
      names = "--cosine",
      paramLabel = "0..1",
      description =
          "Mean cosine to fp32 until which sensitive layers are left in fp32 (default: "
              + Int8Options.COSINE
              + ").")
  private double cosine = Int8Options.COSINE;

  @Option(
      names = "--float",
      split = ",",
      paramLabel = "LAYER",
      description = "Layers to leave in fp32 in any case, named as the table does.")
  private Set<String> floats = new LinkedHashSet<>();

  /**
   * Writes the int8 file of a model file.
   *
   * @throws IllegalArgumentException that says which value is wrong
   */
  void export(Path model, Path out, CommandOutput console) {
    List<Path> pictures = RequiredPictures.below(Folders.orSamples(calibration));
    Int8Model int8 =
        Int8Export.export(
            model, out, pictures, new Int8Options(cosine, floats), line -> console.say("%s", line));
    console.print("%s", table(int8));
    console.print(
        "%s, %d bytes, int8 weights of %s, cosine %s, %s in fp32",
        out,
        int8.onnx().length,
        model,
        int8.cosines(),
        int8.floats().isEmpty() ? "no layer" : String.join(", ", int8.floats()));
  }

  private static String table(Int8Model int8) {
    MarkdownTable table = new MarkdownTable();
    table.add("layer").add("mean cosine if it alone is int8").add("least").add("left in").endHead();
    for (LayerCosine layer : int8.layers()) {
      table.add(layer.layer()).add("%.5f", layer.alone().mean()).add("%.5f", layer.alone().least());
      table.add(int8.floats().contains(layer.layer()) ? "fp32" : "int8").endRow();
    }
    return table.toString();
  }
}
