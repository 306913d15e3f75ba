package io.ciderstream.train.learn.start;

import io.ciderstream.train.Pretrained;
import io.ciderstream.train.learn.config.NetworkConfig;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.shape.ShapeOps;
import io.ciderstream.train.weights.Weights;
import io.ciderstream.train.weights.WeightsFile;
import io.ciderstream.train.weights.WeightsFit;
import io.ciderstream.train.weights.WheelStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.function.Consumer;

/**
 * The weights that a network begins with, as far as they are known. Whatever their source, they
 * must have the whole backbone, unless the configuration allows a part of it; what was loaded and
 * what not is reported.
 */
public final class StartWeights {
  private StartWeights() {}

  /**
   * Reads the weights.
   *
   * @param folder that a relative file name begins at
   * @param report gets one sentence on what was loaded, what is missing and what was left out
   * @throws io.ciderstream.schemas.CiderException WEIGHTS_UNAVAILABLE or WEIGHTS_INVALID
   */
  public static Weights read(
      NetworkConfig network, Path folder, WheelStore store, Consumer<String> report) {
    return switch (network.weights()) {
      case NetworkConfig.RANDOM -> {
        report.accept("weights: every parameter begins at random");
        yield new Weights(new LinkedHashMap<>());
      }
      case NetworkConfig.PACKAGED ->
          fitted(
              network,
              "the packaged weights",
              new Pretrained(store).of(network.options().backbone()),
              false,
              report);
      default -> {
        Path file = folder.resolve(network.weights());
        yield fitted(
            network, file.toString(), WeightsFile.read(file), network.partialWeights(), report);
      }
    };
  }

  private static Weights fitted(
      NetworkConfig network,
      String source,
      Weights weights,
      boolean partial,
      Consumer<String> report) {
    WeightsFit fit =
        WeightsFit.of(
                weights,
                ShapeOps.parameters(new CiderNetwork(network.options())),
                name -> !name.startsWith(CiderNetwork.PREFIX))
            .checked(source, "the backbone " + network.options().backbone().text(), partial);
    report.accept("weights: " + fit.text(source));
    return fit.loaded();
  }
}
