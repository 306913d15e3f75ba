package io.ciderstream.servers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** Settings of brokers on the loopback interface that are their own controllers. */
final class BrokerSettings {
  /** Enough for a record of 64 MiB with its key, headers and framing. */
  private static final int MAX_RECORD_BYTES = 65 << 20;

  private static final String SETTINGS = "server.properties";
  private static final String VOTERS = "controller.quorum.voters";

  private BrokerSettings() {}

  /** Returns the settings of a broker that is alone. */
  static Properties sole(Path dataDir, int clientPort, int controllerPort) {
    Properties p = common(dataDir, 1, clientPort, controllerPort);
    p.put("controller.quorum.bootstrap.servers", "127.0.0.1:" + controllerPort);
    replicas(p, 1);
    return p;
  }

  /**
   * Returns the settings of one of several brokers.
   *
   * @param node its index from 0
   * @param controllerPorts of all brokers
   */
  static Properties member(Path dataDir, int node, int clientPort, List<Integer> controllerPorts) {
    Properties p = common(dataDir, node + 1, clientPort, controllerPorts.get(node));
    p.put(
        VOTERS,
        IntStream.range(0, controllerPorts.size())
            .mapToObj(i -> "%d@127.0.0.1:%d".formatted(i + 1, controllerPorts.get(i)))
            .collect(Collectors.joining(",")));
    replicas(p, controllerPorts.size());
    return p;
  }

  private static Properties common(Path dataDir, int node, int clientPort, int controllerPort) {
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", Integer.toString(node));
    p.put(
        "listeners",
        "CLIENT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(clientPort, controllerPort));
    p.put("advertised.listeners", "CLIENT://127.0.0.1:" + clientPort);
    p.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("inter.broker.listener.name", "CLIENT");
    p.put("controller.listener.names", "CONTROLLER");
    p.put("log.dirs", dataDir.resolve("log").toString());
    p.put("auto.create.topics.enable", "false");
    p.put("offsets.topic.num.partitions", "8");
    p.put("transaction.state.log.num.partitions", "4");
    p.put("group.initial.rebalance.delay.ms", "0");
    p.put("group.streams.initial.rebalance.delay.ms", "0");
    p.put("group.streams.heartbeat.interval.ms", "500");
    p.put("group.streams.min.heartbeat.interval.ms", "500");
    p.put("broker.session.timeout.ms", "4000"); // a restart after SIGKILL waits as long
    p.put("broker.heartbeat.interval.ms", "250");
    p.put("log.cleaner.dedupe.buffer.size", "2097152");
    p.put("message.max.bytes", Integer.toString(MAX_RECORD_BYTES));
    p.put("replica.fetch.max.bytes", Integer.toString(MAX_RECORD_BYTES));
    p.put("socket.request.max.bytes", Integer.toString(2 * MAX_RECORD_BYTES));
    return p;
  }

  /** Keeps each record on every broker; all but one must have it before it is acknowledged. */
  private static void replicas(Properties p, int brokers) {
    for (String topics : List.of("offsets.topic", "transaction.state.log", "default")) {
      p.put(topics + ".replication.factor", Integer.toString(brokers));
    }
    p.put("share.coordinator.state.topic.replication.factor", Integer.toString(brokers));
    String enough = Integer.toString(Math.max(1, brokers - 1));
    p.put("transaction.state.log.min.isr", enough);
    p.put("share.coordinator.state.topic.min.isr", enough);
    p.put("min.insync.replicas", enough);
  }

  /**
   * Writes the settings into the folder, and formats it if it is new.
   *
   * @param cluster id of a cluster whose voters the settings name, or {@code --standalone}
   * @return the file with the settings
   */
  static Path format(Path dataDir, Properties settings, String cluster) {
    try {
      Files.createDirectories(dataDir);
      Path file = dataDir.resolve(SETTINGS);
      try (var out = Files.newOutputStream(file)) {
        settings.store(out, null);
      }
      if (!Files.exists(dataDir.resolve("log").resolve("meta.properties"))) {
        format(dataDir, file, cluster);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("Kafka cannot use the folder " + dataDir + ".", e);
    }
  }

  private static void format(Path dataDir, Path file, String cluster) {
    boolean alone = cluster.equals("--standalone");
    List<String> arguments = new ArrayList<>(List.of("format", "-c", file.toString(), "-t"));
    arguments.addAll(alone ? List.of(Uuid.randomUuid().toString(), cluster) : List.of(cluster));
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    int code =
        StorageTool.execute(
            arguments.toArray(String[]::new),
            new PrintStream(output, true, StandardCharsets.UTF_8));
    if (code != 0) {
      throw new ServerException(
          "Kafka cannot format %s: %s; check the folder's rights and space."
              .formatted(dataDir, output.toString(StandardCharsets.UTF_8).strip()));
    }
  }
}
