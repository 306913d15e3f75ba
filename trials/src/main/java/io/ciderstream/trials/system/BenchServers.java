package io.ciderstream.trials.system;

import io.ciderstream.client.CiderClient;
import io.ciderstream.client.ClientOptions;
import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.schemas.Topics;
import io.ciderstream.servers.KafkaBroker;
import io.ciderstream.servers.MilvusServer;
import io.ciderstream.servers.Ports;
import io.ciderstream.servers.SchemaRegistry;
import io.ciderstream.servers.ServerHome;
import io.ciderstream.streams.runtime.TopicSetup;
import io.ciderstream.trials.sink.MilvusKind;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/**
 * Broker, registry and Milvus on free ports, with the topics of the contract; roles join them as
 * processes. One thread.
 */
public final class BenchServers implements AutoCloseable {
  private static final String PROGRESS = "progress";
  private static final int MAX_RECORD_BYTES = 64 << 20;

  private final Path folder;
  private final List<String> arguments;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final KafkaBroker broker;
  private final SchemaRegistry registry;
  private final MilvusServer milvus;
  private int processes;

  private BenchServers(Path folder, List<String> arguments, MilvusKind kind, int partitions)
      throws InterruptedException {
    this.folder = folder;
    this.arguments = List.copyOf(arguments);
    ServerHome home = ServerHome.fromSystemProperty();
    try {
      broker = add(KafkaBroker.start(folder.resolve("kafka"), 0, Map.of()));
      registry = add(SchemaRegistry.start(home, folder.resolve("registry"), 0));
      milvus = add(kind.start(folder.resolve("milvus")));
      try (Admin admin = kafka().admin()) {
        new TopicSetup(
                Topics.DEFAULT, Optional.of(PROGRESS), partitions, (short) 1, MAX_RECORD_BYTES)
            .create(admin);
      }
    } catch (RuntimeException | InterruptedException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts the servers.
   *
   * @param folder for their state
   * @param arguments settings that every role gets, as arguments of the command line
   * @param kind of Milvus
   * @param partitions of each topic
   */
  public static BenchServers start(
      Path folder, List<String> arguments, MilvusKind kind, int partitions)
      throws InterruptedException {
    return new BenchServers(folder, arguments, kind, partitions);
  }

  /** Returns the broker's address. */
  public String bootstrap() {
    return broker.address();
  }

  /** Returns the registry's address. */
  public String registryUrl() {
    return registry.address();
  }

  /** Returns Milvus. */
  public MilvusServer milvus() {
    return milvus;
  }

  /** Returns the address of Milvus. */
  public String milvusUri() {
    return "http://127.0.0.1:" + milvus.port();
  }

  /** Returns a factory of Kafka clients. */
  public KafkaClients kafka() {
    return new KafkaClients(Map.of("bootstrap.servers", broker.address()));
  }

  /** Returns a new client. */
  public CiderClient client() {
    return CiderClient.connect(ClientOptions.of(bootstrap(), registryUrl()));
  }

  /**
   * Starts a role and waits until it is ready.
   *
   * @param name of its command
   * @param settings that override others
   */
  public CiderProcess role(String name, Map<String, String> settings) {
    int port = Ports.free(1)[0];
    Map<String, String> all = new HashMap<>(settings);
    all.put("metrics.port", Integer.toString(port));
    CiderProcess role = starting(name, all);
    role.awaitReady(port, BenchTimeouts.READY);
    return role;
  }

  /** Starts a role, or any other command that has settings. */
  public CiderProcess starting(String name, Map<String, String> settings) {
    int number = processes++;
    Map<String, String> all = new HashMap<>();
    all.put("kafka.bootstrap", bootstrap());
    all.put("registry.url", registryUrl());
    all.put("index.uri", milvusUri());
    all.put("progress.topic", PROGRESS);
    all.put("connect.listener", "http://127.0.0.1:" + Ports.free(1)[0]);
    all.put("data.dir", folder.resolve("role-" + number).toString());
    all.putAll(settings);
    List<String> line = new ArrayList<>(List.of(name));
    line.addAll(arguments);
    all.forEach((key, value) -> line.addAll(List.of("--set", key + "=" + value)));
    return add(CiderProcess.start(line, folder.resolve("%s-%d.log".formatted(name, number))));
  }

  private <T extends AutoCloseable> T add(T part) {
    started.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("a server of the benchmark did not stop", e);
      }
    }
  }
}
