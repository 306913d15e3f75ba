package io.ciderstream.cli.system;

import io.ciderstream.cli.settings.Settings;
import io.ciderstream.cli.settings.SystemSettings;
import io.ciderstream.embedding.OnnxEmbedder;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.monitoring.Monitoring;
import io.ciderstream.monitoring.MonitoringSettings;
import io.ciderstream.schemas.RunningParts;
import io.ciderstream.schemas.settings.KafkaSettings;
import io.ciderstream.servers.KafkaBroker;
import io.ciderstream.servers.MilvusLite;
import io.ciderstream.servers.SchemaRegistry;
import io.ciderstream.servers.ServerHome;
import io.ciderstream.servers.SupervisedServer;
import io.ciderstream.streams.embedder.EmbedderRole;
import io.ciderstream.streams.reuse.ReuseCounts;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs broker, registry, Milvus Lite, sink, embedder and searcher on this machine. */
public final class LocalSystem implements AutoCloseable {
  private final RunningParts started = new RunningParts();
  private boolean verifies;
  private EmbedderRole embedder;

  private LocalSystem() {}

  /**
   * Starts everything, with the state that the folder {@code data.dir} has.
   *
   * @param log receives a line about each step
   */
  public static LocalSystem start(Wiring wiring, Consumer<String> log) throws InterruptedException {
    LocalSystem system = new LocalSystem();
    Monitoring monitoring = system.started.add(wiring.monitoring());
    try {
      system.startServers(wiring.settings(), log);
      system.startRoles(wiring, monitoring, log);
      monitoring.complete();
      monitoring
          .port()
          .ifPresent(
              port ->
                  log.accept(
                      "metrics are at http://%s:%d/metrics"
                          .formatted(wiring.settings().text(MonitoringSettings.HOST), port)));
      return system;
    } catch (RuntimeException | InterruptedException e) {
      system.close();
      throw e;
    }
  }

  /** Returns whether matches can be verified: the model has local features. */
  public boolean verifies() {
    return verifies;
  }

  /** Returns how many pictures the embedder was spared. */
  public ReuseCounts reuse() {
    return embedder.reuse();
  }

  private void startServers(Settings settings, Consumer<String> log) {
    Addresses ports = Addresses.of(settings);
    ServerHome home = ServerHome.fromSystemProperty();
    DataFolder folder = started.add(DataFolder.lock(settings.path(SystemSettings.DATA_DIR)));
    log.accept("starting Kafka, the schema registry and Milvus Lite in " + folder.path());
    CompletableFuture<Void> registry =
        startInParallel(
            () ->
                SupervisedServer.start(
                    "the schema registry",
                    () ->
                        Addresses.start(
                            KafkaSettings.REGISTRY_URL,
                            () ->
                                SchemaRegistry.start(
                                    home, folder.of("registry"), ports.registry())),
                    log));
    CompletableFuture<Void> milvus =
        startInParallel(
            () ->
                SupervisedServer.start(
                    "Milvus Lite",
                    () ->
                        Addresses.start(
                            IndexSettings.URI,
                            () -> MilvusLite.start(home, folder.of("milvus"), ports.milvus())),
                    log));
    try {
      started.add(
          Addresses.start(
              KafkaSettings.BOOTSTRAP,
              () -> KafkaBroker.start(folder.of("kafka"), ports.kafka(), Map.of())));
    } finally {
      // both must have ended before this is closed, even if one failed
      CompletableFuture.allOf(registry, milvus).handle((done, error) -> done).join();
    }
    join(registry);
    join(milvus);
  }

  private void startRoles(Wiring wiring, Monitoring monitoring, Consumer<String> log)
      throws InterruptedException {
    try (var admin = wiring.kafka().admin()) {
      wiring.options().topics().create(admin);
    }
    log.accept("starting embedder, sink and searcher");
    Roles roles = new Roles(wiring, monitoring);
    CompletableFuture<Void> connect = startInParallel(roles::soleConnect);
    try {
      OnnxEmbedder model = started.add(roles.model());
      verifies = model.verification().isPresent();
      embedder = started.add(roles.embedder(model));
      started.add(roles.searcher(model, started.add(roles.served(model))));
    } finally {
      connect.handle((done, error) -> done).join();
    }
    join(connect);
  }

  private CompletableFuture<Void> startInParallel(Supplier<AutoCloseable> start) {
    return CompletableFuture.runAsync(
        () -> started.add(start.get()), task -> Thread.ofPlatform().start(task));
  }

  private static void join(CompletableFuture<Void> future) {
    try {
      future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Stops everything in reverse order. Repeating it changes nothing. */
  @Override
  public void close() {
    started.close();
  }
}
