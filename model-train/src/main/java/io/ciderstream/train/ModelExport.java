package io.ciderstream.train;

import io.ciderstream.train.network.Classifier;
import io.ciderstream.train.network.DescriptorNetwork;
import io.ciderstream.train.network.EfficientNetLite;
import io.ciderstream.train.network.GemHead;
import io.ciderstream.train.onnx.OnnxFile;
import io.ciderstream.train.weights.Checkpoint;
import io.ciderstream.train.weights.Weights;
import io.ciderstream.train.weights.Wheel;
import io.ciderstream.train.weights.WheelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the model that is served when nothing else is asked for: EfficientNet-Lite0 with ImageNet
 * weights, GeM pooling and L2 normalisation, 1,280 numbers. Needs no training and no libtorch.
 */
public final class ModelExport {
  /** Name of the default model, and of its file without {@code .onnx}. */
  public static final String DEFAULT_NAME = "efficientnet-lite0-gem";

  private static final Logger log = LoggerFactory.getLogger(ModelExport.class);

  private ModelExport() {}

  /**
   * Makes sure of the default model under a home folder.
   *
   * @return the file
   * @throws io.ciderstream.schemas.CiderException WEIGHTS_UNAVAILABLE or WEIGHTS_INVALID
   */
  public static Path exportDefault(Path home) {
    return export(ExportOptions.in(home));
  }

  /** As above; a file that is there is left alone unless told otherwise. */
  public static Path export(ExportOptions options) {
    Path file = options.file();
    if (Files.exists(file) && !options.overwrite()) {
      return file;
    }
    WheelStore store = new WheelStore(options.weights(), options.pip(), options.timeout());
    byte[] model = onnx(weights(store));
    FileReplacement.write(file, model);
    log.info("Wrote {}, {} bytes", file, model.length);
    return file;
  }

  /** The packaged ImageNet weights, checked name by name. */
  public static Weights weights(WheelStore store) {
    byte[] content = store.read(Wheel.EFFICIENTNET_LITE0, Wheel.EFFICIENTNET_LITE0_MEMBER);
    return Checkpoint.read(content, Wheel.EFFICIENTNET_LITE0_MEMBER)
        .checkedFor(new Classifier(EfficientNetLite.lite0(), Classifier.IMAGENET));
  }

  /** The default network. */
  public static DescriptorNetwork network() {
    return new DescriptorNetwork(EfficientNetLite.lite0(), GemHead.standard());
  }

  private static byte[] onnx(Weights weights) {
    DescriptorNetwork network = network();
    ModelCard card = ModelCard.at320(DEFAULT_NAME, network.backbone().channels());
    return OnnxFile.write(DEFAULT_NAME, network, weights, card.metadata());
  }
}
