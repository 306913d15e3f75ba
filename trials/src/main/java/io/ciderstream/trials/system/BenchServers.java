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
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.SystemAddresses;
import io.ciderstream.trials.sink.MilvusKind;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/**
 * Broker, registry and Milvus on free ports, with the topics of the contract; roles join them as
 * processes. One thread.
 */
public final class BenchServers implements AutoCloseable {
  private static final int MAX_RECORD_BYTES = 64 << 20;

  private final Path folder;
  private final BenchmarkedSystem system;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final KafkaBroker broker;
  private final SchemaRegistry registry;
  private final MilvusServer milvus;
  private int processes;

  private BenchServers(Path folder, BenchmarkedSystem system, MilvusKind kind, int partitions)
      throws InterruptedException {
    this.folder = folder;
    this.system = system;
    ServerHome home = ServerHome.fromSystemProperty();
    try {
      broker = add(KafkaBroker.start(folder.resolve("kafka"), 0, Map.of()));
      registry = add(SchemaRegistry.start(home, folder.resolve("registry"), 0));
      milvus = add(kind.start(folder.resolve("milvus")));
      try (Admin admin = kafka().admin()) {
        new TopicSetup(
                Topics.DEFAULT,
                Optional.of(SystemAddresses.PROGRESS_TOPIC),
                partitions,
                (short) 1,
                MAX_RECORD_BYTES)
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
   * @param system composes the settings of roles
   * @param kind of Milvus
   * @param partitions of each topic
   */
  public static BenchServers start(
      Path folder, BenchmarkedSystem system, MilvusKind kind, int partitions)
      throws InterruptedException {
    return new BenchServers(folder, system, kind, partitions);
  }

  /** Returns the broker's address. */
  public String bootstrap() {
    return broker.address();
  }

  /** Returns the registry's address. */
  public String registryUrl() {
    return registry.address();
  }

  /** Returns the address of Milvus. */
  public String milvusUri() {
    return milvus.address();
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
   * @param more arguments of its command line
   */
  public CiderProcess role(String name, List<String> more) {
    SystemAddresses addresses = addresses();
    CiderProcess role = starting(name, addresses, more);
    role.awaitReady(addresses.metricsPort(), BenchTimeouts.READY);
    return role;
  }

  /** Starts a role that joins the servers at these addresses. */
  public CiderProcess starting(String name, SystemAddresses addresses, List<String> more) {
    List<String> line = new ArrayList<>(List.of(name));
    line.addAll(system.arguments(addresses));
    line.addAll(more);
    return add(CiderProcess.start(line, addresses.data().resolve(name + ".log")));
  }

  /**
   * Sends pictures to the embedders and returns how many descriptors a second came between the
   * first and the last tenth.
   *
   * @param prefix of the ids
   * @param pictures that were never ingested before
   */
  public double ingest(String prefix, List<byte[]> pictures) {
    try (DescriptorRate descriptors = new DescriptorRate(kafka(), Topics.DEFAULT)) {
      new PictureProducer(this, Topics.DEFAULT.images()).send(prefix, pictures);
      return descriptors.await(pictures.size());
    }
  }

  /** Returns the addresses for one more process. */
  public SystemAddresses addresses() {
    int[] ports = Ports.free(3);
    return new SystemAddresses(
        folder.resolve("process-" + processes++),
        bootstrap(),
        registryUrl(),
        milvusUri(),
        ports[0],
        ports[1],
        ports[2]);
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
