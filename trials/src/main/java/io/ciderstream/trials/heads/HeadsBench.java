package io.ciderstream.trials.heads;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.evaluation.yaml.ConfigText;
import io.ciderstream.train.CiderModel;
import io.ciderstream.train.learn.StopRequest;
import io.ciderstream.train.learn.TrainListener;
import io.ciderstream.train.learn.TrainOptions;
import io.ciderstream.train.learn.Training;
import io.ciderstream.train.learn.config.ConfigReader;
import io.ciderstream.train.learn.config.TrainConfig;
import io.ciderstream.train.learn.report.StepFigures;
import io.ciderstream.train.learn.run.RunFolder;
import io.ciderstream.train.shape.NetworkCost;
import io.ciderstream.train.weights.WheelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Trains each head with each seed by one recipe, measures the exported models by the recipe's
 * evaluations, and counts and measures what they cost. A run that is finished is not repeated, one
 * that was interrupted is resumed from its newest checkpoint.
 */
public final class HeadsBench {
  private final HeadsOptions options;
  private final WheelStore store;
  private final HeadRates rates;
  private final TrainConfig recipe;
  private final Consumer<String> log;

  /**
   * Creates a heads bench and reads the recipe.
   *
   * @param store where packaged weights are
   * @param rates measures the exported models
   * @param log receives a line about each step
   * @throws io.ciderstream.schemas.CiderException SETTING_INVALID if the recipe is wrong
   */
  public HeadsBench(HeadsOptions options, WheelStore store, HeadRates rates, Consumer<String> log) {
    this.options = options;
    this.store = store;
    this.rates = rates;
    this.recipe =
        ConfigReader.read(
            ConfigText.read(options.config()).with(options.settings()), options.data());
    this.log = log;
  }

  /**
   * Returns a row for each head, in order, and writes them as {@code heads.md} and {@code
   * heads.json} into the folder.
   *
   * @throws io.ciderstream.schemas.CiderException if a run cannot be trained
   */
  public List<HeadRow> run() {
    SequencedMap<String, Path> models = new LinkedHashMap<>();
    for (long seed : options.seeds()) {
      for (String head : options.heads()) {
        train(head, seed);
        models.putIfAbsent(head, folder(head, seed).onnx());
      }
    }
    log.accept("measuring the rates of %d models".formatted(models.size()));
    Map<String, Double> measured = rates.of(models);
    List<HeadRow> rows =
        options.heads().stream().map(head -> row(head, measured.get(head))).toList();
    HeadsReport.write(rows, options.folder());
    return rows;
  }

  private RunFolder folder(String head, long seed) {
    return new RunFolder(options.run(head, seed));
  }

  private void train(String head, long seed) {
    RunFolder folder = folder(head, seed);
    String name = "%s, seed %d".formatted(head, seed);
    if (Files.exists(folder.onnx())) { // it is written last
      log.accept("%s: finished before".formatted(name));
      return;
    }
    boolean resume = Files.exists(folder.file("config.yaml"));
    List<String> settings = new ArrayList<>(options.settings());
    settings.addAll(List.of("network.head=" + head, "seed=" + seed, "evaluations="));
    TrainOptions run =
        new TrainOptions(
            options.config(), settings, options.data(), folder.path(), resume, options.threads());
    try (ExecutorService decoders = Executors.newFixedThreadPool(options.threads())) {
      TrainListener listener = new Listener(name);
      new Training(run, store, decoders, InstantSource.system(), listener, new StopRequest()).run();
    }
  }

  private HeadRow row(String head, double rate) {
    SequencedMap<String, List<Double>> figures = new LinkedHashMap<>();
    for (long seed : options.seeds()) {
      RunFolder folder = folder(head, seed);
      EmbeddingOptions embedding = rates.embedding().apply(folder.onnx());
      new ExportedModelEvaluation(embedding, folder.file("descriptors"))
          .figures(recipe.evaluations())
          .forEach(
              (name, value) -> figures.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
    }
    CiderModel model = CiderModel.load(folder(head, options.seeds().getFirst()).model());
    List<SizeGroups.Size> sizes = model.card().groups().sizes();
    SizeGroups.Size size = sizes.get(sizes.size() / 2);
    NetworkCost cost = NetworkCost.of(model.network(), size.height(), size.width());
    return new HeadRow(
        head,
        options.seeds(),
        figures,
        cost.parameters(),
        cost.multiplyAdds(),
        size.toString(),
        rate);
  }

  /** Logs what a run says, but not its steps. */
  private final class Listener implements TrainListener {
    private final String name;

    Listener(String name) {
      this.name = name;
    }

    @Override
    public void say(String text) {
      log.accept("%s: %s".formatted(name, text));
    }

    @Override
    public void step(String stage, StepFigures figures, long done, long all) {
      if (done % 10 == 0 || done == all) {
        say("step %d of %d, loss %.3f".formatted(done, all, figures.loss()));
      }
    }
  }
}
