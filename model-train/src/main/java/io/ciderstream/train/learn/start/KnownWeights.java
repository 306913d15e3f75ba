package io.ciderstream.train.learn.start;

import io.ciderstream.train.Pretrained;
import io.ciderstream.train.learn.config.NetworkConfig;
import io.ciderstream.train.learn.config.NetworkConfig.StartWeights;
import io.ciderstream.train.network.BackboneName;
import io.ciderstream.train.weights.SafeTensors;
import io.ciderstream.train.weights.Weights;
import io.ciderstream.train.weights.WheelStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;

/** The weights that a network begins with, as far as they are known. */
public final class KnownWeights {
  private static final String OWN_FORM = ".safetensors";

  private KnownWeights() {}

  /**
   * Reads them.
   *
   * @throws io.ciderstream.schemas.CiderException WEIGHTS_UNAVAILABLE or WEIGHTS_INVALID
   */
  public static Weights read(NetworkConfig network, WheelStore store) {
    BackboneName backbone = network.options().backbone();
    return switch (network.weights()) {
      case StartWeights.Random() -> new Weights(new LinkedHashMap<>());
      case StartWeights.Packaged() -> new Pretrained(store).of(backbone, Optional.empty());
      case StartWeights.File(Path path) ->
          path.toString().endsWith(OWN_FORM)
              ? SafeTensors.read(path).weights()
              : new Pretrained(store).of(backbone, Optional.of(path));
    };
  }
}
