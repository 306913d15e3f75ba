package io.ciderstream.train;

import io.ciderstream.schemas.FileReplacement;
import io.ciderstream.train.network.BackboneName;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.network.CiderOptions;
import io.ciderstream.train.network.head.CiderHead;
import io.ciderstream.train.network.head.GemPooling;
import io.ciderstream.train.onnx.OnnxFile;
import io.ciderstream.train.weights.Weights;
import io.ciderstream.train.weights.WheelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the model that is served by default: EfficientNet-Lite0 with ImageNet weights, GeM pooling
 * and L2 normalisation, 1,280 numbers. Needs no training and no libtorch.
 */
public final class ModelExport {
  /** Name of the default model, and of its file without {@code .onnx}. */
  public static final String DEFAULT_NAME = "efficientnet-lite0-gem";

  private static final Logger log = LoggerFactory.getLogger(ModelExport.class);

  private ModelExport() {}

  /**
   * Writes the default model under a home folder unless it is there.
   *
   * @return the file
   * @throws io.ciderstream.schemas.CiderException WEIGHTS_UNAVAILABLE or WEIGHTS_INVALID
   */
  public static Path exportDefault(Path home) {
    return export(ExportOptions.in(home));
  }

  /** Writes the default model; a file that is there is kept unless it is to be overwritten. */
  public static Path export(ExportOptions options) {
    Path file = options.file();
    if (Files.exists(file) && !options.overwrite()) {
      return file;
    }
    WheelStore store = new WheelStore(options.weights(), options.pip(), options.timeout());
    Weights weights = new Pretrained(store).withClassifier(BackboneName.EFFICIENTNET_LITE0);
    CiderNetwork network = network();
    ModelCard card = ModelCard.at320(DEFAULT_NAME, network.dimension());
    byte[] model = OnnxFile.write(DEFAULT_NAME, network, weights, card.metadata());
    FileReplacement.write(file, model);
    log.info("wrote {}, {} bytes", file, model.length);
    return file;
  }

  /** Returns the default network. */
  public static CiderNetwork network() {
    return new CiderNetwork(
        new CiderOptions(
            BackboneName.EFFICIENTNET_LITE0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new GemPooling(3, false)),
            Optional.empty(),
            new CiderHead(),
            Optional.empty()));
  }
}
