package io.ciderstream.trials.faults.system;

import io.ciderstream.client.CiderClient;
import io.ciderstream.client.ClientOptions;
import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.schemas.Topics;
import io.ciderstream.servers.FaultProxy;
import io.ciderstream.servers.KafkaProcess;
import io.ciderstream.servers.MilvusServer;
import io.ciderstream.servers.Ports;
import io.ciderstream.servers.SchemaRegistry;
import io.ciderstream.servers.ServerHome;
import io.ciderstream.streams.runtime.TopicSetup;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.SystemAddresses;
import io.ciderstream.trials.faults.system.TrialLayout.DiskUser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Brokers, registry, Milvus behind a fault proxy, and each role as a process. One thread, but the
 * Kafka clients may be made by any.
 */
public final class TrialSystem implements AutoCloseable {
  /** Partitions of each topic. */
  public static final int PARTITIONS = 4;

  private static final int MAX_RECORD_BYTES = 64 << 20;
  private static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(20);

  private final Path folder;
  private final BenchmarkedSystem composer;
  private final TrialLayout layout;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final List<RoleInstance> instances = new ArrayList<>();
  private final Map<TrialRole, RoleInstance> roles = new EnumMap<>(TrialRole.class);
  private final Map<DiskUser, SmallDisk> disks = new EnumMap<>(DiskUser.class);
  private final List<KafkaProcess> brokers;
  private final SchemaRegistry registry;
  private final MilvusServer milvus;
  private final FaultProxy network;
  private int processes;

  private TrialSystem(Path folder, BenchmarkedSystem composer, TrialLayout layout)
      throws InterruptedException {
    this.folder = folder;
    this.composer = composer;
    this.layout = layout;
    ServerHome home = ServerHome.fromSystemProperty();
    try {
      layout.smallDisks().forEach(this::mount);
      CompletableFuture<SchemaRegistry> registryStart =
          parallel(() -> SchemaRegistry.start(home, folder.resolve("registry"), 0));
      CompletableFuture<MilvusServer> milvusStart =
          parallel(() -> layout.milvus().start(folder.resolve("milvus")));
      try {
        brokers = startBrokers();
      } finally {
        // both must have ended before this is closed, even if one failed
        CompletableFuture.allOf(registryStart, milvusStart).handle((done, error) -> done).join();
      }
      registry = registryStart.join();
      milvus = milvusStart.join();
      network = add(FaultProxy.before(milvus.port()));
      try (Admin admin = kafka().admin()) {
        new TopicSetup(
                Topics.DEFAULT,
                Optional.of(SystemAddresses.PROGRESS_TOPIC),
                PARTITIONS,
                (short) layout.brokers(),
                MAX_RECORD_BYTES)
            .create(admin);
        createFurtherTopics(admin);
      }
    } catch (RuntimeException | InterruptedException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts the servers, but no role.
   *
   * @param folder for their state
   * @param composer composes the settings of roles
   */
  public static TrialSystem start(Path folder, BenchmarkedSystem composer, TrialLayout layout)
      throws InterruptedException {
    return new TrialSystem(folder, composer, layout);
  }

  private void createFurtherTopics(Admin admin) throws InterruptedException {
    List<NewTopic> further =
        layout.topics().stream()
            .map(name -> new NewTopic(name, PARTITIONS, (short) layout.brokers()))
            .toList();
    try {
      admin.createTopics(further).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The topics %s cannot be made.".formatted(further), e);
    }
  }

  private List<KafkaProcess> startBrokers() {
    List<KafkaProcess> all =
        KafkaProcess.start(
            IntStream.range(0, layout.brokers())
                .mapToObj(i -> folder.resolve("kafka-" + i))
                .toList(),
            layout.brokerSettings());
    all.forEach(this::add);
    return all;
  }

  private <T extends AutoCloseable> CompletableFuture<T> parallel(Supplier<T> start) {
    return CompletableFuture.supplyAsync(
        () -> add(start.get()), task -> Thread.ofPlatform().start(task));
  }

  private void mount(DiskUser user, int megabytes) {
    disks.put(user, add(SmallDisk.mount(user.in(folder), megabytes)));
  }

  /** Starts the first instance of each role with a class path, and does not wait. */
  public void startRoles(String classPath) {
    for (TrialRole role : TrialRole.values()) {
      RoleInstance instance = instance(role, classPath);
      roles.put(role, instance);
      instance.start();
    }
  }

  /** Waits until the roles are ready. */
  public void awaitRoles() {
    roles.values().forEach(RoleInstance::awaitReady);
  }

  /** Returns one more instance of a role, which is not started. */
  public RoleInstance instance(TrialRole role, String classPath) {
    return instance(role, classPath, layout.roleSettings());
  }

  private RoleInstance instance(TrialRole role, String classPath, List<String> settings) {
    SystemAddresses addresses = addresses();
    List<String> line = new ArrayList<>(List.of(role.command()));
    line.addAll(composer.arguments(addresses));
    settings.forEach(setting -> line.addAll(List.of("--set", setting)));
    RoleInstance instance = add(new RoleInstance(addresses, line, classPath));
    instances.add(instance);
    return instance;
  }

  /** Returns one more instance of a role of this build, which is not started. */
  public RoleInstance instance(TrialRole role) {
    return instance(role, System.getProperty("java.class.path"));
  }

  /**
   * Returns one more instance of a role, which is not started, with settings in place of those of
   * the layout.
   */
  public RoleInstance instance(TrialRole role, List<String> settings) {
    return instance(role, System.getProperty("java.class.path"), settings);
  }

  private SystemAddresses addresses() {
    int[] ports = Ports.free(3);
    return new SystemAddresses(
        folder.resolve("process-" + processes++),
        bootstrap(),
        registry.address(),
        network.address(),
        ports[0],
        ports[1],
        ports[2]);
  }

  /** Returns arguments of a command that reaches the servers past the fault proxy. */
  public List<String> direct() {
    SystemAddresses proxied = addresses();
    return composer.arguments(
        new SystemAddresses(
            proxied.data(),
            proxied.bootstrap(),
            proxied.registryUrl(),
            milvus.address(),
            proxied.connectPort(),
            proxied.consolePort(),
            proxied.metricsPort()));
  }

  /** Returns the folder with the state and the logs of all parts. */
  public Path folder() {
    return folder;
  }

  /** Returns the layout. */
  public TrialLayout layout() {
    return layout;
  }

  /** Returns the first instance of a role, or the one that replaced it. */
  public RoleInstance role(TrialRole role) {
    return roles.get(role);
  }

  /** Makes an instance the one of its role. */
  public void replace(TrialRole role, RoleInstance instance) {
    roles.put(role, instance);
  }

  /** Returns the brokers. */
  public List<KafkaProcess> brokers() {
    return brokers;
  }

  /** Returns the schema registry. */
  public SchemaRegistry registry() {
    return registry;
  }

  /** Returns Milvus. */
  public MilvusServer milvus() {
    return milvus;
  }

  /** Returns the network between the roles and Milvus. */
  public FaultProxy network() {
    return network;
  }

  /** Returns the disk of a part that the layout puts on a small one. */
  public SmallDisk disk(DiskUser user) {
    return disks.get(user);
  }

  private String bootstrap() {
    return brokers.stream().map(KafkaProcess::address).collect(Collectors.joining(","));
  }

  /** Returns a factory of Kafka clients. */
  public KafkaClients kafka() {
    return new KafkaClients(Map.of("bootstrap.servers", bootstrap()));
  }

  /** Returns a new client. */
  public CiderClient client() {
    return CiderClient.connect(
        ClientOptions.of(bootstrap(), registry.address()).withTimeout(CLIENT_TIMEOUT));
  }

  private synchronized <T extends AutoCloseable> T add(T part) {
    started.push(part);
    return part;
  }

  /** Ends all parts. Roles are killed, because nothing is left that they should finish. */
  @Override
  public void close() {
    instances.forEach(RoleInstance::kill);
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("a part of the system did not stop", e);
      }
    }
  }
}
