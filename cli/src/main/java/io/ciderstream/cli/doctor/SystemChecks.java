package io.ciderstream.cli.doctor;

import io.ciderstream.cli.system.RoleGroups;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.client.admin.AdminClusterView;
import io.ciderstream.client.admin.GroupProgress;
import io.ciderstream.client.admin.TopicCounts;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.settings.KafkaSettings;
import io.ciderstream.servers.machine.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks that a running system is complete and makes progress. */
public final class SystemChecks {
  private static final String LOGS = "Start one (./cider %s), and read what it says.";

  private final Wiring wiring;

  /** Checks the servers that the wiring's settings name. */
  public SystemChecks(Wiring wiring) {
    this.wiring = wiring;
  }

  /** Runs all checks, or only the broker's if the broker is unreachable. */
  public List<Finding> run() {
    List<Finding> all = new ArrayList<>();
    try (AdminClusterView monitor = new AdminClusterView(wiring.kafka().admin())) {
      Map<String, Integer> partitions =
          monitor.topics(wiring.topics().all()).stream()
              .collect(Collectors.toMap(TopicCounts::topic, TopicCounts::partitions));
      all.add(Finding.ok("broker", wiring.kafka().bootstrap() + " answers"));
      all.add(topics(partitions));
      if (partitions.containsKey(wiring.topics().descriptors())) {
        all.add(new PlacementCheck(wiring.kafka(), wiring.topics().descriptors()).run());
      }
      all.add(registry());
      all.add(index());
      RoleGroups groups = wiring.groups();
      Topics topics = wiring.topics();
      all.add(role(monitor, "embedder", groups.embedder(), topics.images(), "embedder"));
      all.add(role(monitor, "sink", groups.sink(), topics.descriptors(), "connect"));
      all.add(role(monitor, "searcher", groups.searcher(), topics.queries(), "searcher"));
    } catch (CiderException e) {
      all.add(
          Finding.problem(
              "broker", e.getMessage(), "Start it, or set %s.".formatted(KafkaSettings.BOOTSTRAP)));
    }
    return all;
  }

  private Finding topics(Map<String, Integer> partitions) {
    Topics topics = wiring.topics();
    List<String> missing =
        topics.all().stream().filter(topic -> !partitions.containsKey(topic)).toList();
    if (!missing.isEmpty()) {
      return Finding.problem(
          "topics",
          "missing: " + String.join(", ", missing),
          "Run ./cider topics with the same settings.");
    }
    int images = partitions.get(topics.images());
    int descriptors = partitions.get(topics.descriptors());
    return images == descriptors
        ? Finding.ok("topics", "all there, %d partitions".formatted(images))
        : Finding.problem(
            "topics",
            "%s has %d partitions, %s has %d"
                .formatted(topics.images(), images, topics.descriptors(), descriptors),
            "Give both the same number of partitions.");
  }

  private Finding registry() {
    String url = wiring.settings().text(KafkaSettings.REGISTRY_URL);
    try {
      wiring.requireRegistry();
      return Finding.ok("schema registry", url + " answers");
    } catch (CiderException e) {
      return Finding.problem(
          "schema registry",
          e.getMessage(),
          "Start it, or set %s.".formatted(KafkaSettings.REGISTRY_URL));
    }
  }

  private Finding index() {
    Path model = wiring.settings().path(EmbeddingSettings.MODEL_FILE);
    if (!Files.exists(model)) {
      return Finding.warning(
          "Milvus",
          "not checked, because there is no model " + model,
          "Run ./cider export, or set %s.".formatted(EmbeddingSettings.MODEL_FILE));
    }
    try {
      return Finding.ok("Milvus", "%s has %d rows".formatted(wiring.indexAddress(), wiring.rows()));
    } catch (CiderException e) {
      return Finding.problem(
          "Milvus", e.getMessage(), "Start it, or set %s.".formatted(IndexSettings.URI));
    }
  }

  private static Finding role(
      AdminClusterView monitor, String name, String group, String topic, String command) {
    int members = monitor.members(group);
    Optional<GroupProgress> progress = monitor.progress(group, topic);
    String lag =
        progress
            .map(seen -> "lag %d".formatted(seen.lag()))
            .orElse("lag unknown, is there a topic " + topic + "?");
    return members > 0
        ? Finding.ok(name, "%d %s, %s".formatted(members, members == 1 ? "member" : "members", lag))
        : Finding.problem(name, "none runs, " + lag, LOGS.formatted(command));
  }
}
