package io.ciderstream.monitoring;

import io.ciderstream.client.admin.ClusterView;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Serves the metrics, health and readiness of this process. One thread adds the parts of the
 * process while it starts them; the process is not ready before {@link #complete}.
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
        "started",
        () -> complete ? Optional.empty() : Optional.of("The process is still starting."));
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
   * Starts to serve, if there is a port.
   *
   * @param kafka creates the view of topics and groups
   * @param nanoTime a monotonic clock, which measures how long a partition makes no progress
   * @throws io.ciderstream.schemas.CiderException SETTING_INVALID if the port is in use
   */
  public static Monitoring start(
      MonitoringOptions options, Supplier<ClusterView> kafka, LongSupplier nanoTime) {
    return new Monitoring(options, kafka, nanoTime);
  }

  /**
   * Returns the counters and timers of a role.
   *
   * @param outcomes all possible ones; each starts at 0, so that the first of its kind is seen as
   *     an increase
   */
  public RoleMetrics metrics(String role, Collection<String> outcomes) {
    return new RoleMetrics(meters, role, outcomes);
  }

  /**
   * Watches an embedder or searcher.
   *
   * @param group its application id
   * @param topic that it reads
   */
  public void role(String name, Supplier<RoleState> state, String group, String topic) {
    watch.watch(new WatchedGroup(name, group, topic));
    meters.gauge(Metric.PENDING_RECORDS, () -> state.get().pendingRecords(), name);
    meters.gauge(Metric.PENDING_BYTES, () -> state.get().pendingBytes(), name);
    meters.gauge(Metric.LEFT_RECORDS, () -> state.get().leftRecords(), name);
    live.add(
        HealthCheck.of(
            name,
            () ->
                Optional.of(state.get().streams())
                    .filter(DEAD::contains)
                    .map(dead -> "Kafka Streams is in state " + dead + "; restart the role.")));
    require(name, () -> problem(state.get()));
    require(name + "-progress", () -> watch.problem(name));
  }

  /**
   * Shows what a role keeps to use again.
   *
   * @param reused how many pictures were spared since the start
   * @param pictures how many embeddings are kept
   * @param bytes of them
   */
  public void reuse(
      String role, DoubleSupplier reused, DoubleSupplier pictures, DoubleSupplier bytes) {
    meters.counter(Metric.REUSED, reused, role);
    meters.gauge(Metric.REUSE_PICTURES, pictures, role);
    meters.gauge(Metric.REUSE_BYTES, bytes, role);
  }

  /**
   * Shows how fresh the index is, and the recall of searches.
   *
   * @param canaryAge seconds since the latest canary that was found was sent
   * @param recall by bound: estimate, low, high
   */
  public void freshness(DoubleSupplier canaryAge, Map<String, DoubleSupplier> recall) {
    meters.gauge(Metric.CANARY_AGE, canaryAge);
    recall.forEach((bound, value) -> meters.gauge(Metric.RECALL, value, bound));
  }

  private static Optional<String> problem(RoleState state) {
    if (state.healthy()) {
      return Optional.empty();
    }
    String text = "Kafka Streams is in state " + state.streams();
    return Optional.of(
        state.lastFailure().map(failure -> text + "; " + failure).orElse(text + "."));
  }

  /**
   * Watches the sink in this process.
   *
   * @param connector its name
   * @param group of its tasks
   * @param topic that they read
   * @param healthy whether connector and tasks run
   * @param milvus sends a request to Milvus; throws a CiderException if it times out
   */
  public void sink(
      String connector, String group, String topic, BooleanSupplier healthy, Runnable milvus) {
    new ConnectTaskMetrics(connector).bindTo(meters);
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

  /**
   * Watches the index.
   *
   * @param rows counts its rows; blocks for a limited time
   */
  public void index(LongSupplier rows) {
    watch.watchIndex(rows);
    require(SystemWatch.INDEX, () -> watch.problem(SystemWatch.INDEX));
  }

  private void require(String name, Supplier<Optional<String>> problem) {
    HealthCheck check = HealthCheck.of(name, problem);
    ready.add(check);
    meters.gauge(Metric.READY, () -> check.problem().get().isEmpty() ? 1 : 0, name);
  }

  /** Reports that all parts of this process run now. */
  public void complete() {
    complete = true;
  }

  /** Returns the port; empty if {@code metrics.port} is not set. */
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
