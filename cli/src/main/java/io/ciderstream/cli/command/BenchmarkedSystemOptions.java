package io.ciderstream.cli.command;

import io.ciderstream.cli.client.Ingestion;
import io.ciderstream.cli.evaluate.NamedEvaluationSet;
import io.ciderstream.cli.settings.ConnectSettings;
import io.ciderstream.cli.settings.SystemSettings;
import io.ciderstream.cli.system.LocalSystem;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.console.settings.ConsoleSettings;
import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.evaluation.truth.RetrievalSet;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.monitoring.MonitoringSettings;
import io.ciderstream.schemas.settings.KafkaSettings;
import io.ciderstream.streams.reuse.ReuseCounts;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.SystemAddresses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  public List<String> arguments(SystemAddresses addresses) {
    List<String> line = new ArrayList<>(settings.arguments());
    servers(addresses).forEach((name, value) -> set(line, name, value));
    set(line, SystemSettings.DATA_DIR.name(), addresses.data().toString());
    set(line, KafkaSettings.PROGRESS_TOPIC.name(), SystemAddresses.PROGRESS_TOPIC);
    set(line, ConnectSettings.REPLICATION_FACTOR.name(), "-1"); // there may be several brokers
    set(line, ConsoleSettings.PORT.name(), Integer.toString(addresses.consolePort()));
    set(line, MonitoringSettings.PORT.name(), Integer.toString(addresses.metricsPort()));
    return line;
  }

  private static void set(List<String> line, String name, String value) {
    line.addAll(List.of("--set", name + "=" + value));
  }

  @Override
  public Running start(Path data, Consumer<String> log) throws InterruptedException {
    settings.set(SystemSettings.DATA_DIR.name(), data.toString());
    Wiring wiring = new Wiring(settings.load(servers(SystemAddresses.free(data))));
    try {
      return new Local(wiring, LocalSystem.start(wiring, log));
    } catch (RuntimeException | InterruptedException e) {
      wiring.close();
      throw e;
    }
  }

  /** Returns the addresses of servers as settings. */
  private static Map<String, String> servers(SystemAddresses addresses) {
    return Map.of(
        KafkaSettings.BOOTSTRAP.name(), addresses.bootstrap(),
        KafkaSettings.REGISTRY_URL.name(), addresses.registryUrl(),
        IndexSettings.URI.name(), addresses.milvusUri(),
        ConnectSettings.LISTENER.name(), "http://127.0.0.1:" + addresses.connectPort());
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
    public Work work() {
      ReuseCounts counts = system.reuse();
      return new Work(counts.embedded(), counts.reused());
    }

    @Override
    public void close() {
      system.close();
      wiring.close();
    }
  }
}
