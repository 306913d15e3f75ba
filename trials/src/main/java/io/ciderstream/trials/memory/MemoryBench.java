package io.ciderstream.trials.memory;

import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.servers.KafkaBroker;
import io.ciderstream.servers.MilvusLite;
import io.ciderstream.servers.MilvusServer;
import io.ciderstream.servers.Ports;
import io.ciderstream.servers.SchemaRegistry;
import io.ciderstream.servers.ServerHome;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * Starts roles, each in a JVM of its own, on a broker whose topics have more and more ids, and
 * measures their start and memory. What the servers need is not measured.
 */
public final class MemoryBench {
  private static final int PARTITIONS = 4;
  private static final double MB = 1e6;

  /** The consumer group of the sink's tasks. */
  private static final String SINK_GROUP = "connect-cider-sink";

  private final Path folder;
  private final Consumer<String> log;

  /**
   * Creates a benchmark.
   *
   * @param folder for the servers' state
   * @param log receives a line about each step
   */
  public MemoryBench(Path folder, Consumer<String> log) {
    this.folder = folder;
    this.log = log;
  }

  /**
   * Measures.
   *
   * @param ids how many ids there are, ascending
   * @param rounds starts of each role with each number of ids, of which the median counts
   */
  public List<RoleFootprint> run(List<Long> ids, List<MeasuredRole> roles, int rounds)
      throws InterruptedException {
    ServerHome home = ServerHome.fromSystemProperty();
    List<RoleFootprint> measured = new ArrayList<>();
    log.accept("starting Kafka, the schema registry and Milvus Lite in " + folder);
    try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), 0, Map.of());
        SchemaRegistry registry = SchemaRegistry.start(home, folder.resolve("registry"), 0);
        MilvusServer milvus = MilvusLite.start(home, folder.resolve("milvus"), 0)) {
      Map<String, String> settings =
          Map.of(
              "kafka.bootstrap", broker.address(),
              "registry.url", registry.address(),
              "index.uri", "http://127.0.0.1:" + milvus.port(),
              "progress.topic", "progress",
              "topics.partitions", Integer.toString(PARTITIONS));
      try (RoleProcess topics = RoleProcess.start("topics", settings, folder)) {
        topics.awaitSuccess();
      }
      KafkaClients kafka = new KafkaClients(Map.of("bootstrap.servers", broker.address()));
      ManyIds all = new ManyIds(kafka, registry.address(), PARTITIONS);
      for (long count : ids) {
        log.accept("writing ids until there are %,d".formatted(count));
        all.fill(count);
        try (Admin admin = kafka.admin()) {
          all.finish(admin, SINK_GROUP);
        }
        for (MeasuredRole role : roles) {
          measured.add(measure(role, count, settings, rounds));
        }
      }
    }
    return measured;
  }

  private RoleFootprint measure(
      MeasuredRole role, long ids, Map<String, String> settings, int rounds)
      throws InterruptedException {
    List<Double> seconds = new ArrayList<>();
    List<Double> heap = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      int[] ports = Ports.free(3);
      try (RoleProcess process = start(role, settings, ports)) {
        seconds.add(process.awaitAnswers(answers(role, ports)));
        heap.add((double) process.liveHeapBytes());
        resident.add((double) process.residentBytes());
      }
      log.accept(
          "%s with %,d ids: %.1f s to the first answer, %.1f MB live heap, %.0f MB resident"
              .formatted(
                  role.command(),
                  ids,
                  seconds.getLast(),
                  heap.getLast() / MB,
                  resident.getLast() / MB));
    }
    return new RoleFootprint(role, ids, Spread.of(seconds), Spread.of(heap), Spread.of(resident));
  }

  private RoleProcess start(MeasuredRole role, Map<String, String> settings, int[] ports) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("metrics.port", Integer.toString(ports[0]));
    all.put("console.port", Integer.toString(ports[1]));
    all.put("connect.listener", "http://127.0.0.1:" + ports[2]);
    all.put("data.dir", folder.resolve("data").toString());
    return RoleProcess.start(role.command(), all, folder);
  }

  /** Returns what a role must answer in turn: the console its clients, the others that they run. */
  private static List<URI> answers(MeasuredRole role, int[] ports) {
    return switch (role) {
      case CONSOLE ->
          List.of(
              URI.create("http://127.0.0.1:%d/ready".formatted(ports[1])),
              URI.create("http://127.0.0.1:%d/v1/images".formatted(ports[1])));
      case EMBEDDER, SEARCHER, CONNECT ->
          List.of(URI.create("http://127.0.0.1:%d/ready".formatted(ports[0])));
    };
  }
}
