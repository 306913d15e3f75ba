package io.ciderstream.cli.system;

import io.ciderstream.cli.settings.ConnectSettings;
import io.ciderstream.cli.settings.Settings;
import io.ciderstream.client.admin.AdminClusterView;
import io.ciderstream.client.admin.TopicCounts;
import io.ciderstream.embedding.OnnxEmbedder;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.index.CollectionName;
import io.ciderstream.integrity.IndexVerification;
import io.ciderstream.integrity.result.IndexVerdict;
import io.ciderstream.integrity.result.VerificationResult;
import io.ciderstream.integrity.run.IntegrityOptions;
import io.ciderstream.integrity.run.VerificationProgress;
import io.ciderstream.monitoring.Monitoring;
import io.ciderstream.monitoring.MonitoringSettings;
import io.ciderstream.rebuild.Rebuild;
import io.ciderstream.rebuild.RebuildNames;
import io.ciderstream.rebuild.RebuildStage;
import io.ciderstream.rebuild.RebuiltIndexCheck;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.RunningParts;
import io.ciderstream.schemas.settings.KafkaSettings;
import io.ciderstream.streams.embedder.EmbedderSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The roles of a rebuild in this process: a sink of its own, and an embedder of its own for another
 * model. They use the names that the live roles have after the switch, so that these take over
 * where the rebuild's leave off. One thread.
 */
public final class RebuildSystem implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Longer than a process that was killed remains a member of its groups. */
  private static final Duration LASTING = Duration.ofSeconds(20);

  private final RunningParts parts = new RunningParts();
  private final Wiring wiring;
  private final AdminClusterView cluster;
  private final Rebuild rebuild;
  private final CollectionName collection;
  private final List<RebuildStage> stages = new ArrayList<>();

  private RebuildSystem(Wiring wiring, CollectionName collection, Consumer<String> lines) {
    this.wiring = wiring;
    this.collection = collection;
    this.cluster = new AdminClusterView(wiring.kafka().admin());
    parts.add(cluster);
    this.rebuild =
        new Rebuild(collection, stages, cluster, wiring.admin(), InstantSource.system(), lines);
  }

  /**
   * Returns the settings that the live roles need after the switch.
   *
   * @param model the other model; empty for the same one
   */
  public static Map<String, String> settingsAfter(RebuildNames names, Optional<Path> model) {
    Map<String, String> changed = new HashMap<>();
    changed.put(ConnectSettings.INDEX.name(), names.collection().index());
    model.ifPresent(
        file -> {
          changed.put(EmbeddingSettings.MODEL_FILE.name(), file.toString());
          changed.put(KafkaSettings.TOPICS_DESCRIPTORS.name(), names.descriptors());
        });
    return changed;
  }

  /** Returns what a rebuild sets besides, so that it can run beside the live roles. */
  public static Map<String, String> settingsBeside(Settings live) {
    String host = URI.create(live.text(ConnectSettings.LISTENER)).getHost();
    return Map.of(
        ConnectSettings.LISTENER.name(), "http://%s:0".formatted(host),
        MonitoringSettings.PORT.name(), "",
        EmbedderSettings.REUSE_BYTES.name(), "0");
  }

  /**
   * Starts the roles.
   *
   * @param wiring with the settings after the switch; the caller closes it, after this
   * @param embeds whether another model embeds the pictures again
   */
  public static RebuildSystem start(
      Wiring wiring, CollectionName collection, boolean embeds, Consumer<String> lines)
      throws InterruptedException {
    RebuildSystem system = new RebuildSystem(wiring, collection, lines);
    try {
      if (!wiring.admin().target().equals(Optional.of(collection))) {
        system.awaitAlone(lines);
      }
      system.startRoles(embeds);
      return system;
    } catch (RuntimeException | InterruptedException e) {
      system.close();
      throw e;
    }
  }

  /**
   * Waits for a rebuild that was killed, which remains a member of its groups for a while.
   *
   * @throws CiderException SETTING_INVALID if another one runs
   */
  private void awaitAlone(Consumer<String> lines) throws InterruptedException {
    long start = System.nanoTime();
    for (int tries = 0; cluster.members(wiring.groups().workers()) > 0; tries++) {
      if (System.nanoTime() - start > LASTING.toNanos()) {
        throw new CiderException(
            ErrorCode.SETTING_INVALID,
            "Another rebuild fills %s: stop it, or wait until it has switched the alias."
                .formatted(collection.collection()));
      }
      if (tries == 0) {
        lines.accept("waiting until the rebuild that ran before has left its groups");
      }
      Thread.sleep(PAUSE);
    }
  }

  private void startRoles(boolean embeds) throws InterruptedException {
    Monitoring monitoring = wiring.monitoring();
    parts.add(monitoring);
    Roles roles = new Roles(wiring, monitoring);
    if (embeds) {
      createTopic();
      OnnxEmbedder model = roles.model();
      parts.add(model);
      parts.add(roles.embedder(model));
      stages.add(
          new RebuildStage("embedded", wiring.groups().embedder(), wiring.topics().images()));
    }
    // nobody has written to a collection that does not exist, so no former owner is waited for
    boolean resumed = wiring.admin().collections().contains(collection);
    parts.add(resumed ? roles.connect() : roles.soleConnect());
    stages.add(new RebuildStage("written", wiring.groups().sink(), wiring.topics().descriptors()));
  }

  private void createTopic() throws InterruptedException {
    int partitions =
        cluster.topics(List.of(wiring.topics().images())).stream()
            .mapToInt(TopicCounts::partitions)
            .findFirst()
            .orElseThrow();
    try (var admin = wiring.kafka().admin()) {
      wiring.options().topics().withPartitions(partitions).create(admin);
    }
  }

  /** Fills the collection. */
  public void fill() throws InterruptedException {
    rebuild.fill();
  }

  /** Checks the collection and switches the alias. */
  public void switchAlias() throws InterruptedException {
    rebuild.switchAlias(check());
  }

  private RebuiltIndexCheck check() {
    return () -> {
      try (IndexIntegrity integrity = IndexIntegrity.of(wiring, collection)) {
        VerificationResult result =
            IndexVerification.run(
                integrity.system(),
                IntegrityOptions.in(Path.of(System.getProperty("java.io.tmpdir"))),
                VerificationProgress.NONE);
        // records that are still on their way are in none of the collections
        return result.verdict() == IndexVerdict.DIFFERENT
            ? Optional.of("./cider verify names " + result.first())
            : Optional.empty();
      }
    };
  }

  /** Works on until the live roles have the settings after the switch, and work for it too. */
  public void awaitTakeover(boolean embeds) throws InterruptedException {
    long since = System.nanoTime();
    while (System.nanoTime() - since < LASTING.toNanos()) {
      if (!othersWork(embeds)) {
        since = System.nanoTime();
      }
      Thread.sleep(PAUSE);
    }
  }

  private boolean othersWork(boolean embeds) {
    return cluster.members(wiring.groups().workers()) > 1
        && (!embeds || cluster.members(wiring.groups().embedder()) > ownThreads());
  }

  private int ownThreads() {
    return wiring.options().embedder(wiring.kafka().common()).threads();
  }

  /** Stops the roles, in the order of the data's way. Repeating it changes nothing. */
  @Override
  public void close() {
    parts.close();
  }
}
