package io.ciderstream.trials.memory;

import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.schemas.avro.Model;
import io.ciderstream.servers.ProcessUsage;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.SystemAddresses;
import io.ciderstream.trials.sink.MilvusKind;
import io.ciderstream.trials.system.BenchServers;
import io.ciderstream.trials.system.BenchTimeouts;
import io.ciderstream.trials.system.CiderProcess;
import io.ciderstream.trials.system.LiveHeap;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * Starts roles, each in a JVM of its own, on a broker whose topics have more and more ids, and
 * measures their start and memory. What the servers need is not measured.
 */
public final class MemoryBench {
  private static final int PARTITIONS = 4;
  private static final double MB = 1e6;

  /** How long the JVM takes to give back memory after a collection. */
  private static final long UNCOMMIT_MS = 2_000;

  /** The consumer group of the sink's tasks. */
  private static final String SINK_GROUP = "connect-cider-sink";

  private final Path folder;
  private final BenchmarkedSystem system;
  private final ModelInfo model;
  private final Consumer<String> log;

  /**
   * Creates a benchmark.
   *
   * @param folder for the servers' state
   * @param system composes the settings of roles
   * @param model of the roles
   * @param log receives each figure
   */
  public MemoryBench(Path folder, BenchmarkedSystem system, ModelInfo model, Consumer<String> log) {
    this.folder = folder;
    this.system = system;
    this.model = model;
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
    List<RoleFootprint> measured = new ArrayList<>();
    try (BenchServers servers = BenchServers.start(folder, system, MilvusKind.LITE, PARTITIONS)) {
      for (MeasuredRole role : roles) { // the first start warms the file system's caches
        start(role, servers).close();
      }
      ManyIds all =
          new ManyIds(
              servers.kafka(),
              servers.registryUrl(),
              PARTITIONS,
              new Model(model.name(), model.hash()));
      for (long count : ids) {
        log.accept("writing ids until there are %,d".formatted(count));
        all.fill(count);
        try (Admin admin = servers.kafka().admin()) {
          all.finish(admin, SINK_GROUP);
        }
        for (MeasuredRole role : roles) {
          measured.add(measure(role, count, servers, rounds));
        }
      }
    }
    return measured;
  }

  private RoleFootprint measure(MeasuredRole role, long ids, BenchServers servers, int rounds)
      throws InterruptedException {
    List<Double> seconds = new ArrayList<>();
    List<Double> heap = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      try (Started started = start(role, servers)) {
        seconds.add(started.seconds());
        heap.add((double) LiveHeap.bytes(started.process().handle()));
        Thread.sleep(UNCOMMIT_MS);
        resident.add((double) ProcessUsage.residentBytes(started.process().handle()));
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

  /** A role that has answered for the first time, so many seconds after its start. */
  private record Started(CiderProcess process, double seconds) implements AutoCloseable {
    @Override
    public void close() {
      process.close();
    }
  }

  private static Started start(MeasuredRole role, BenchServers servers) {
    SystemAddresses addresses = servers.addresses();
    CiderProcess process = servers.starting(role.command(), addresses, List.of());
    double seconds = 0;
    for (URI address : answers(role, addresses)) {
      seconds = process.awaitHttp(address, BenchTimeouts.READY);
    }
    return new Started(process, seconds);
  }

  /** Returns what a role must answer in turn: the console its clients, the others that they run. */
  private static List<URI> answers(MeasuredRole role, SystemAddresses at) {
    return switch (role) {
      case CONSOLE ->
          List.of(
              URI.create("http://127.0.0.1:%d/ready".formatted(at.consolePort())),
              URI.create("http://127.0.0.1:%d/v1/images".formatted(at.consolePort())));
      case EMBEDDER, SEARCHER, CONNECT ->
          List.of(URI.create("http://127.0.0.1:%d/ready".formatted(at.metricsPort())));
    };
  }
}
