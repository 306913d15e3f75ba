package io.ciderstream.cli.metrics;

import io.ciderstream.cli.client.ClusterView;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.streams.runtime.RoleObserver;
import io.ciderstream.streams.runtime.RoleStatus;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Metrics, health and readiness of what runs in this process. Parts are added by one thread while
 * it starts them; until all that the process is for is added, it is not ready.
 */
public final class Monitoring implements AutoCloseable {
  private static final Set<String> DEAD = Set.of("ERROR", "PENDING_ERROR");

  private final Meters meters = new Meters();
  private final Health live = new Health();
  private final Health ready = new Health();
  private final SystemWatch watch;
  private final Tracing tracing;
  private final Optional<MetricsServer> server;
  private volatile boolean complete;

  private Monitoring(
      MonitoringOptions options, Supplier<ClusterView> kafka, LongSupplier nanoTime) {
    tracing = Tracing.start(options.tracing());
    watch = new SystemWatch(kafka, options.topics(), meters, nanoTime, options.stalled());
    require(
        "started", () -> complete ? Optional.empty() : Optional.of("The process still starts."));
    require(SystemWatch.BROKER, () -> watch.problem(SystemWatch.BROKER));
    server =
        options.port().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new MetricsServer(options.host(), options.port().getAsInt(), meters, live, ready));
    if (server.isPresent()) {
      watch.start(options.poll());
    }
  }

  /**
   * Begins to serve, if there is a port.
   *
   * @param kafka makes what looks at topics and groups
   * @param nanoTime tells how long a partition stands still
   * @throws io.ciderstream.schemas.CiderException SETTING_INVALID if the port is taken
   */
  public static Monitoring start(
      MonitoringOptions options, Supplier<ClusterView> kafka, LongSupplier nanoTime) {
    return new Monitoring(options, kafka, nanoTime);
  }

  /**
   * To be given to a role when it is made.
   *
   * @param outcomes that may come; each is counted from 0, so that the first of its kind is seen to
   *     increase
   */
  public RoleObserver observer(String role, Collection<String> outcomes) {
    return new RoleMetrics(meters, role, outcomes);
  }

  /**
   * Watches an embedder or searcher.
   *
   * @param group its application id
   * @param topic what it reads
   */
  public void role(String name, Supplier<RoleStatus> status, String group, String topic) {
    watch.watch(new WatchedGroup(name, group, topic));
    meters.gauge(Metric.PENDING_RECORDS, () -> status.get().pendingRecords(), name);
    meters.gauge(Metric.PENDING_BYTES, () -> status.get().pendingBytes(), name);
    meters.gauge(Metric.LEFT_RECORDS, () -> status.get().pending().left(), name);
    live.add(
        Check.of(
            name,
            () ->
                Optional.of(status.get().state())
                    .filter(DEAD::contains)
                    .map(state -> "Kafka Streams is in state " + state + "; restart the role.")));
    require(name, () -> problem(status.get()));
    require(name + "-progress", () -> watch.problem(name));
  }

  private static Optional<String> problem(RoleStatus status) {
    if (status.healthy()) {
      return Optional.empty();
    }
    String state = "Kafka Streams is in state " + status.state();
    return Optional.of(
        status.lastFailure().map(failure -> state + "; " + failure.message()).orElse(state + "."));
  }

  /**
   * Watches the sink in this process.
   *
   * @param connector its name
   * @param group of its tasks
   * @param topic what they read
   * @param healthy whether connector and tasks run
   * @param milvus asks Milvus for something; throws a CiderException if it does not answer in time
   */
  public void sink(
      String connector, String group, String topic, BooleanSupplier healthy, Runnable milvus) {
    new SinkMetrics(connector).bindTo(meters);
    watch.watch(new WatchedGroup("sink", group, topic));
    require(
        "sink",
        () ->
            healthy.getAsBoolean()
                ? Optional.empty()
                : Optional.of("The connector or one of its tasks does not run."));
    require("sink-progress", () -> watch.problem("sink"));
    watch.watchMilvus("sink-index", milvus);
    require("sink-index", () -> watch.problem("sink-index"));
  }

  /** Watches the index. */
  public void index(DescriptorSearch index) {
    watch.watchIndex(index::count);
    require(SystemWatch.INDEX, () -> watch.problem(SystemWatch.INDEX));
  }

  private void require(String name, Supplier<Optional<String>> problem) {
    Check check = Check.of(name, problem);
    ready.add(check);
    meters.gauge(Metric.READY, () -> check.problem().get().isEmpty() ? 1 : 0, name);
  }

  /** All that this process is for runs now. */
  public void complete() {
    complete = true;
  }

  /** Where it is served; empty if {@code metrics.port} is not set. */
  public OptionalInt port() {
    return server.map(MetricsServer::port).map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  @Override
  public void close() {
    complete = false;
    server.ifPresent(MetricsServer::close);
    watch.close();
    tracing.close();
    meters.close();
  }
}
