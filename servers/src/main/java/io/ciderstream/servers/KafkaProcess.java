package io.ciderstream.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Uuid;

/**
 * A Kafka broker, its own controller, in a JVM of its own, alone or one of several: fault tests can
 * kill it, suspend it and start it again.
 */
public final class KafkaProcess implements ChildServer {
  private static final String NAME = "kafka";
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  private final Path folder;
  private final Path settings;
  private final int port;
  private ChildProcess process;

  private KafkaProcess(Path folder, Path settings, int port) {
    this.folder = folder;
    this.settings = settings;
    this.port = port;
  }

  /**
   * Starts brokers that form a cluster, on free ports.
   *
   * @param folders where each keeps its log; one per broker
   * @param overrides further broker settings
   * @return the brokers, all of which accept connections
   */
  public static List<KafkaProcess> start(List<Path> folders, Map<String, String> overrides) {
    int brokers = folders.size();
    int[] ports = Ports.free(2 * brokers);
    List<Integer> controllers = Arrays.stream(ports, brokers, 2 * brokers).boxed().toList();
    String cluster = Uuid.randomUuid().toString();
    List<KafkaProcess> started = new ArrayList<>();
    try {
      for (int i = 0; i < brokers; i++) {
        Path folder = folders.get(i).toAbsolutePath();
        Properties settings = BrokerSettings.member(folder, i, ports[i], controllers);
        settings.putAll(overrides);
        Path file = BrokerSettings.format(folder, settings, cluster);
        KafkaProcess broker = new KafkaProcess(folder, file, ports[i]);
        broker.launch();
        started.add(broker);
      }
      started.forEach(KafkaProcess::awaitReady);
      return List.copyOf(started);
    } catch (RuntimeException e) {
      started.forEach(KafkaProcess::close);
      throw e;
    }
  }

  /** Starts the broker again on the same port and folder, after {@link #kill()}. */
  public void restart() {
    launch();
    awaitReady();
  }

  private void launch() {
    process =
        ChildProcess.start(
            NAME,
            folder,
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "kafka.Kafka",
                settings.toString()),
            Map.of("CLASSPATH", System.getProperty("java.class.path")));
  }

  private void awaitReady() {
    process.awaitReady(() -> Ports.answers(port), ChildProcess.READY_TIMEOUT);
  }

  /** Returns host:port for {@code bootstrap.servers}. */
  @Override
  public String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public CompletableFuture<Integer> onExit() {
    return process.onExit();
  }

  @Override
  public Path log() {
    return process.log();
  }

  /** Returns whether the process is running. */
  public boolean isRunning() {
    return process.isRunning();
  }

  /** Kills the broker, as a crash would. */
  public void kill() {
    process.kill();
  }

  /** Suspends the process. */
  public void freeze() {
    process.freeze();
  }

  /** Resumes the process after {@link #freeze}. */
  public void thaw() {
    process.thaw();
  }

  @Override
  public void close() {
    process.stop(STOP_TIMEOUT);
  }
}
