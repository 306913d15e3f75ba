package io.ciderstream.cli.system;

import io.ciderstream.connectors.worker.ConnectWorker;
import io.ciderstream.embedding.OnnxEmbedder;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.monitoring.Monitoring;
import io.ciderstream.monitoring.RoleMetrics;
import io.ciderstream.streams.embedder.EmbedderRole;
import io.ciderstream.streams.recall.RecallEstimate;
import io.ciderstream.streams.searcher.SearcherRole;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts each role alone, in this JVM. */
public final class Roles {
  private static final Logger LOG = LoggerFactory.getLogger(Roles.class);

  private final Wiring wiring;
  private final Monitoring monitoring;

  /**
   * Creates the roles.
   *
   * @param wiring its settings configure every role
   * @param monitoring each role is watched by it
   */
  public Roles(Wiring wiring, Monitoring monitoring) {
    this.wiring = wiring;
    this.monitoring = monitoring;
  }

  /** Returns the wiring of the roles. */
  public Wiring wiring() {
    return wiring;
  }

  /** Loads the model. */
  public OnnxEmbedder model() {
    Path model = wiring.model();
    OnnxEmbedder embedder = OnnxEmbedder.open(wiring.options().embedding(model));
    wiring.loaded(embedder.model());
    LOG.info(
        "the model {} with hash {} runs with its {} weights",
        embedder.model().name(),
        embedder.model().hash(),
        embedder.model().weights().text());
    return embedder;
  }

  private RoleMetrics metrics(String role, List<String> outcomes, OnnxEmbedder model) {
    RoleMetrics metrics = monitoring.metrics(role, outcomes);
    ModelInfo info = model.model();
    metrics.model(info.name(), info.hash(), info.weights().text());
    return metrics;
  }

  /**
   * Starts an embedder.
   *
   * @param model the caller closes it, after the role
   */
  public EmbedderRole embedder(OnnxEmbedder model) throws InterruptedException {
    EmbedderRole role =
        new EmbedderRole(
            wiring.options().embedder(wiring.kafka().common()),
            wiring.options().descriptors(),
            wiring.options().fetch(),
            model,
            Clock.systemUTC(),
            new MeteredRole(metrics("embedder", EmbedderRole.OUTCOMES, model)));
    monitoring.role(
        "embedder",
        () -> MeteredRole.state(role.status()),
        wiring.groups().embedder(),
        wiring.topics().images());
    monitoring.reuse(
        "embedder",
        () -> role.reuse().reused(),
        () -> role.reuse().stored(),
        () -> role.reuse().bytes());
    role.start();
    return role;
  }

  /**
   * Loads the next model too, if there is one, and finds which of them is served.
   *
   * @param model the caller closes it, after this
   */
  public ServedModels served(OnnxEmbedder model) {
    return ServedModels.open(wiring, model);
  }

  /**
   * Starts a searcher.
   *
   * @param model that of {@code model.file}
   * @param served the caller closes it, after the role
   */
  public SearcherRole searcher(OnnxEmbedder model, ServedModels served)
      throws InterruptedException {
    SearcherRole role =
        new SearcherRole(
            wiring.options().searcher(wiring.kafka().common()),
            wiring.options().answers(),
            wiring.options().fetch(),
            served.targets(),
            Clock.systemUTC(),
            new MeteredRole(metrics("searcher", SearcherRole.OUTCOMES, model)));
    monitoring.role(
        "searcher",
        () -> MeteredRole.state(role.status()),
        wiring.groups().searcher(),
        wiring.topics().queries());
    monitoring.index(served::rows);
    monitoring.freshness(
        () -> role.canaryAge().orElse(Double.NaN),
        Map.of(
            "estimate", recall(role, RecallEstimate::estimate),
            "low", recall(role, RecallEstimate::low),
            "high", recall(role, RecallEstimate::high)));
    role.start();
    return role;
  }

  private static DoubleSupplier recall(SearcherRole role, ToDoubleFunction<RecallEstimate> bound) {
    return () -> role.recall().map(bound::applyAsDouble).orElse(Double.NaN);
  }

  /** Starts a Connect worker with the sink, one of any number. */
  public ConnectWorker connect() {
    return connect(false);
  }

  /** Starts the only Connect worker of a Milvus or a collection that is new. */
  ConnectWorker soleConnect() {
    return connect(true);
  }

  private ConnectWorker connect(boolean sole) {
    SinkConfig config = new SinkConfig(wiring);
    ConnectWorker role =
        ConnectWorker.start(config.worker(), wiring.groups().connector(), config.connector(sole));
    monitoring.sink(
        wiring.groups().connector(),
        wiring.groups().sink(),
        wiring.topics().descriptors(),
        role::healthy,
        wiring.admin()::served);
    return role;
  }
}
