package io.ciderstream.train.learn.start;

import io.ciderstream.train.Pretrained;
import io.ciderstream.train.learn.config.NetworkConfig;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.weights.StartWeights;
import io.ciderstream.train.weights.Weights;
import io.ciderstream.train.weights.WheelStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The weights that a network begins with, as far as they are known. */
public final class KnownWeights {
  private static final Logger LOG = LoggerFactory.getLogger(KnownWeights.class);

  private KnownWeights() {}

  /**
   * Reads them, and logs which parameters they start and which not.
   *
   * @throws io.ciderstream.schemas.CiderException WEIGHTS_UNAVAILABLE or WEIGHTS_INVALID
   */
  public static Weights read(NetworkConfig network, WheelStore store) {
    Pretrained pretrained = new Pretrained(store);
    CiderNetwork whole = new CiderNetwork(network.options());
    return switch (network.weights()) {
      case NetworkConfig.StartWeights.Random() -> {
        LOG.info("start weights: all random");
        yield new Weights(new LinkedHashMap<>());
      }
      case NetworkConfig.StartWeights.Packaged() ->
          reported("packaged", pretrained.packaged(network.options().backbone(), whole));
      case NetworkConfig.StartWeights.File(Path path) ->
          reported(path.toString(), Pretrained.file(path, network.options().backbone(), whole));
    };
  }

  private static Weights reported(String source, StartWeights weights) {
    LOG.info("start weights from {}: {}", source, weights.report());
    return weights.loaded();
  }
}
