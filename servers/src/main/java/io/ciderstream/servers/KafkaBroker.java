package io.ciderstream.servers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A Kafka broker with its own controller, in this JVM, on the loopback interface. */
public final class KafkaBroker implements Server {
  /** Enough for a record of 64 MiB with its key, headers and framing. */
  private static final int MAX_RECORD_BYTES = 65 << 20;

  private final KafkaRaftServer server;
  private final int port;

  private KafkaBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts a broker on a folder, which is formatted first if it is new.
   *
   * @param dataDir where the log is kept
   * @param port 0 selects a free one
   * @param overrides further broker settings
   * @throws ServerException if the port is in use or the folder cannot be used
   */
  public static KafkaBroker start(Path dataDir, int port, Map<String, String> overrides) {
    int[] ports = Ports.claim(port, 1, "Kafka");
    Properties settings = settings(dataDir, ports[0], ports[1]);
    settings.putAll(overrides);
    format(dataDir, settings);
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    server.startup();
    return new KafkaBroker(server, ports[0]);
  }

  private static Properties settings(Path dataDir, int clientPort, int controllerPort) {
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", "1");
    p.put("controller.quorum.bootstrap.servers", "127.0.0.1:" + controllerPort);
    p.put(
        "listeners",
        "CLIENT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(clientPort, controllerPort));
    p.put("advertised.listeners", "CLIENT://127.0.0.1:" + clientPort);
    p.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("inter.broker.listener.name", "CLIENT");
    p.put("controller.listener.names", "CONTROLLER");
    p.put("log.dirs", dataDir.resolve("log").toString());
    p.put("auto.create.topics.enable", "false");
    for (String one :
        new String[] {
          "offsets.topic.replication.factor",
          "transaction.state.log.replication.factor",
          "transaction.state.log.min.isr",
          "share.coordinator.state.topic.replication.factor",
          "share.coordinator.state.topic.min.isr",
          "default.replication.factor",
          "min.insync.replicas"
        }) {
      p.put(one, "1");
    }
    p.put("offsets.topic.num.partitions", "8");
    p.put("transaction.state.log.num.partitions", "4");
    p.put("group.initial.rebalance.delay.ms", "0");
    p.put("group.streams.initial.rebalance.delay.ms", "0");
    p.put("group.streams.heartbeat.interval.ms", "500");
    p.put("group.streams.min.heartbeat.interval.ms", "500");
    p.put("broker.session.timeout.ms", "1500");
    p.put("broker.heartbeat.interval.ms", "250");
    p.put("log.cleaner.dedupe.buffer.size", "2097152");
    p.put("message.max.bytes", Integer.toString(MAX_RECORD_BYTES));
    p.put("replica.fetch.max.bytes", Integer.toString(MAX_RECORD_BYTES));
    p.put("socket.request.max.bytes", Integer.toString(2 * MAX_RECORD_BYTES));
    return p;
  }

  private static void format(Path dataDir, Properties settings) {
    try {
      Files.createDirectories(dataDir);
      if (Files.exists(dataDir.resolve("log").resolve("meta.properties"))) {
        return;
      }
      Path file = dataDir.resolve("server.properties");
      try (var out = Files.newOutputStream(file)) {
        settings.store(out, null);
      }
      ByteArrayOutputStream output = new ByteArrayOutputStream();
      String[] arguments = {
        "format", "--standalone", "-t", Uuid.randomUuid().toString(), "-c", file.toString()
      };
      int code =
          StorageTool.execute(arguments, new PrintStream(output, true, StandardCharsets.UTF_8));
      if (code != 0) {
        throw new ServerException(
            "Kafka cannot format %s: %s; check the folder's rights and space."
                .formatted(dataDir, output.toString(StandardCharsets.UTF_8).strip()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Kafka cannot use the folder " + dataDir + ".", e);
    }
  }

  /** Returns host:port for {@code bootstrap.servers}. */
  @Override
  public String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
