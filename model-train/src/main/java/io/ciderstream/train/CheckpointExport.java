package io.ciderstream.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ciderstream.schemas.FileReplacement;
import io.ciderstream.schemas.Sha256;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.network.OptionsText;
import io.ciderstream.train.onnx.OnnxFile;
import io.ciderstream.train.onnx.WeightPrecision;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a trained model as ONNX (opset 17; number, height and width of the pictures are free), and
 * a model card in JSON next to it: {@code model.onnx} has {@code model.json}. The same checkpoint
 * gives the same bytes. Needs no libtorch.
 */
public final class CheckpointExport {
  private static final Logger log = LoggerFactory.getLogger(CheckpointExport.class);
  private static final JsonMapper JSON = new JsonMapper();

  private CheckpointExport() {}

  /**
   * Reads the checkpoint and writes both files, replacing what is there.
   *
   * @param checkpoint as {@link CiderModel#save} wrote it
   * @param file the ONNX file to write
   * @param precision how weights are stored
   * @throws io.ciderstream.schemas.CiderException WEIGHTS_INVALID
   */
  public static void export(Path checkpoint, Path file, WeightPrecision precision) {
    export(CiderModel.load(checkpoint), file, precision);
  }

  /** Writes both files of a model that is in memory. */
  public static void export(CiderModel model, Path file, WeightPrecision precision) {
    byte[] onnx =
        OnnxFile.write(
            model.card().name(),
            model.network(),
            model.weights(),
            precision,
            model.card().metadata());
    FileReplacement.write(file, onnx);
    FileReplacement.write(cardOf(file), card(model, precision, onnx));
    log.info("wrote {}, {} bytes", file, onnx.length);
  }

  /** Returns where the card of an ONNX file is. */
  public static Path cardOf(Path file) {
    String name = file.getFileName().toString();
    String stem = name.endsWith(".onnx") ? name.substring(0, name.length() - 5) : name;
    return file.resolveSibling(stem + ".json");
  }

  private static byte[] card(CiderModel model, WeightPrecision precision, byte[] onnx) {
    ObjectNode card = JSON.createObjectNode();
    card.put("name", model.card().name());
    card.put("sha256", Sha256.hex(onnx)).put("bytes", onnx.length);
    card.put("parameters", model.weights().count());
    card.put("weights", precision.name().toLowerCase(Locale.ROOT));
    card.put("input", "images: uint8 [N,H,W,3], RGB, upright");
    ObjectNode outputs = card.putObject("outputs");
    outputs.put(
        CiderNetwork.DESCRIPTORS,
        "float [N,%d], each of length 1".formatted(model.card().dimension()));
    model
        .card()
        .boxThreshold()
        .ifPresent(
            threshold ->
                outputs.put(
                    CiderNetwork.ATTENTION,
                    "float [N,ceil(H/32),ceil(W/32)], 0..1; boxes where it is %s or more"
                        .formatted(threshold)));
    model
        .card()
        .verification()
        .ifPresent(
            options ->
                outputs.put(
                    CiderNetwork.LOCAL_FEATURES,
                    "float [N,1 + D,ceil(H/16),ceil(W/16)]: strength, and a feature of which the direction counts; the %d strongest positions are kept"
                        .formatted(options.keep())));
    model.card().groups().sizes().forEach(group -> card.withArray("sizes").add(group.toString()));
    model.card().groups().bounds().forEach(bound -> card.withArray("bounds").add(bound));
    ObjectNode options = card.putObject("network");
    OptionsText.write(model.network().options()).forEach(options::put);
    ObjectNode notes = card.putObject("notes");
    model.notes().forEach(notes::put);
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(card);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
