package io.ciderstream.cli.command;

import io.ciderstream.cli.client.Ingestion;
import io.ciderstream.cli.evaluate.NamedEvaluationSet;
import io.ciderstream.cli.settings.SystemSettings;
import io.ciderstream.cli.system.LocalSystem;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.evaluation.truth.RetrievalSet;
import io.ciderstream.trials.BenchmarkedSystem;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;

/** The system of the settings on the command line, for benchmarks. */
public final class BenchmarkedSystemOptions implements BenchmarkedSystem {
  @Mixin private SettingsOption settings;

  @Override
  public List<Path> pictures(Path folder) {
    return RequiredPictures.below(Folders.orSamples(folder));
  }

  @Override
  public EmbeddingOptions embedding(Path model) {
    try (Wiring wiring = new Wiring(settings.load())) {
      return wiring.options().embedding(model == null ? wiring.model() : model);
    }
  }

  @Override
  public RetrievalSet monuments() {
    return NamedEvaluationSet.monuments();
  }

  @Override
  public Running start(Path data, Consumer<String> log) throws InterruptedException {
    settings.set(SystemSettings.DATA_DIR.name(), data.toString());
    Wiring wiring = new Wiring(settings.load());
    try {
      return new Local(wiring, LocalSystem.start(wiring, log));
    } catch (RuntimeException | InterruptedException e) {
      wiring.close();
      throw e;
    }
  }

  private record Local(Wiring wiring, LocalSystem system) implements Running {
    @Override
    public EmbeddingOptions embedding() {
      return wiring.options().embedding(wiring.model());
    }

    @Override
    public void ingest(
        Path folder,
        List<Path> files,
        BiConsumer<Integer, Integer> progress,
        Consumer<String> log) {
      new Ingestion(wiring.kafka(), wiring.topics(), wiring::descriptor, wiring.index())
          .run(folder, files, progress, log);
    }

    @Override
    public void close() {
      system.close();
      wiring.close();
    }
  }
}
