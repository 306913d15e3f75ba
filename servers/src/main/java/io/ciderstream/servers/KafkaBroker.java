package io.ciderstream.servers;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/** A Kafka broker with its own controller, in this JVM, on the loopback interface. */
public final class KafkaBroker implements Server {
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
    Properties settings = BrokerSettings.sole(dataDir, ports[0], ports[1]);
    settings.putAll(overrides);
    BrokerSettings.format(dataDir, settings, "--standalone");
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    server.startup();
    return new KafkaBroker(server, ports[0]);
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
