package io.ciderstream.train.learn.config;

import io.ciderstream.train.CiderModel;
import io.ciderstream.train.learn.config.NetworkConfig.StartWeights;
import io.ciderstream.train.network.OptionsText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what learns. The keys are those of {@link OptionsText}. */
final class NetworkReader {
  private static final List<String> OWN_KEYS =
      List.of("weights", "partial-weights", "box-threshold", "fold-batch-norm");

  private NetworkReader() {}

  static NetworkConfig read(Section section, Path folder) {
    List<String> keys = new ArrayList<>(OWN_KEYS);
    keys.addAll(OptionsText.defaults().keySet());
    section.only(keys);
    boolean partial = section.flag("partial-weights", false);
    StartWeights weights =
        switch (section.text("weights", "packaged")) {
          case "packaged" -> new StartWeights.Packaged();
          case "random" -> new StartWeights.Random();
          case String file -> new StartWeights.File(folder.resolve(file), partial);
        };
    Map<String, String> options = new HashMap<>();
    for (String key : OptionsText.defaults().keySet()) {
      if (section.has(key)) {
        options.put(key, String.join(",", section.texts(key)));
      }
    }
    double threshold = section.number("box-threshold", CiderModel.BOX_THRESHOLD, 0.01, 0.99);
    boolean fold = section.flag("fold-batch-norm", false);
    return new NetworkConfig(
        section.make(() -> OptionsText.read(options)), weights, fold, threshold);
  }
}
