package io.ciderstream.trials.training;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.decode.SizeGroups.Size;
import io.ciderstream.servers.PythonEnvironment;
import io.ciderstream.servers.ServerHome;
import io.ciderstream.train.CiderModel;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.network.InitialWeights;
import io.ciderstream.train.network.OptionsText;
import io.ciderstream.train.weights.Weights;
import io.ciderstream.trials.results.BenchResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A training step of this project, of PyTorch as it comes, and of PyTorch with everything that this
 * project sets for a training.
 *
 * @param keys {@code KEY=VALUE} of the network
 * @param input pictures of a step, and where they are computed
 * @param module the file {@code torch_model.py} of the examples
 * @param python a program with PyTorch; empty: an environment that is made at first use
 */
public record StepComparison(List<String> keys, Input input, Path module, Optional<Path> python) {
  private static final String PREFIX = "network.";

  /** What the recipe of the default model learns. */
  private static final Map<String, String> NETWORK =
      Map.of(
          "backbone", "efficientnet-lite0",
          "excitation", "false",
          "context", "false",
          "localisation", "false",
          "pooling.learnt", "false",
          "projection.dimension", "512",
          "projection.normalise-before", "true",
          "projection.batch-norm", "false");

  /** Programs round differently, and a step amplifies that. */
  private static final double LOSSES_AGREE = 1e-3;

  private static final double HALF_LOSSES_AGREE = 2e-2;

  /**
   * What a step computes.
   *
   * @param batch pictures
   * @param size side of a picture in pixels
   * @param threads of each program
   * @param device {@code cpu} or {@code cuda}
   * @param half whether convolutions are computed in bfloat16, on {@code cuda}
   */
  public record Input(int batch, int size, int threads, String device, boolean half) {}

  public StepComparison {
    keys = List.copyOf(keys);
  }

  /**
   * Measures.
   *
   * @param folder for what PyTorch reads
   * @param log receives each figure
   * @throws IllegalArgumentException if a key is none of the network's
   */
  public void run(
      Path folder, int rounds, int steps, Consumer<String> log, BenchResult.Builder result) {
    Size size = new Size(input.size(), input.size());
    StepSetting setting =
        new StepSetting(
            model(), input.batch(), size, input.threads(), input.device(), input.half());
    float[] centres = OurSteps.centres(setting);
    Path program =
        python.orElseGet(
            () -> {
              ServerHome home = ServerHome.fromSystemProperty();
              return Path.of(
                  PythonEnvironment.of(home, "training", TorchSteps.PACKAGES).program("python"));
            });
    TorchSteps.Places places = new TorchSteps.Places(program, module, folder);
    try (MeasuredSteps ours = new OurSteps(setting, centres);
        MeasuredSteps plain = new TorchSteps(setting, centres, places, false);
        MeasuredSteps tuned = new TorchSteps(setting, centres, places, true)) {
      double losses = input.half() ? HALF_LOSSES_AGREE : LOSSES_AGREE;
      new StepBench(List.of(ours, plain, tuned), input.batch(), losses, log)
          .run(rounds, steps, result);
    }
  }

  private CiderModel model() {
    Map<String, String> options = new LinkedHashMap<>(NETWORK);
    for (String key : keys) {
      String[] parts = key.split("=", 2);
      if (parts.length < 2 || !parts[0].startsWith(PREFIX)) {
        throw new IllegalArgumentException("%s is not network.KEY=VALUE".formatted(key));
      }
      options.put(parts[0].substring(PREFIX.length()), parts[1]);
    }
    CiderNetwork network = new CiderNetwork(OptionsText.read(options));
    Weights weights = InitialWeights.of(network, new Weights(new LinkedHashMap<>()), 1);
    SizeGroups groups = SizeGroups.parse("%dx%d".formatted(input.size(), input.size()), "");
    return CiderModel.of("random", network, weights, groups, new LinkedHashMap<>());
  }
}
