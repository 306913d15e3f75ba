package io.ciderstream.cli.system;

import io.ciderstream.cli.client.Await;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.AbstractStatus;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.Herder;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;
import org.apache.kafka.connect.runtime.distributed.NotLeaderException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka Connect worker in this JVM that runs the Milvus sink. Several of them share the sink's
 * tasks.
 */
public final class ConnectRole implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectRole.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Connect<DistributedHerder> connect;
  private final String connector;

  private ConnectRole(Connect<DistributedHerder> connect, String connector) {
    this.connect = connect;
    this.connector = connector;
  }

  /**
   * Starts the worker and creates or updates the connector.
   *
   * @param worker settings of the worker
   * @param connector the connector's name
   * @param config settings of the connector
   * @throws CiderException SETTING_INVALID if the worker refuses the connector's settings
   */
  public static ConnectRole start(
      Map<String, String> worker, String connector, Map<String, String> config) {
    ConnectRole role = new ConnectRole(new ConnectDistributed().startConnect(worker), connector);
    try {
      role.configure(config);
      return role;
    } catch (RuntimeException e) {
      role.close();
      throw e;
    }
  }

  private void configure(Map<String, String> config) {
    Await.until(
        () -> put(config),
        PATIENCE,
        () -> LOG.warn("the Connect worker did not take the connector {} yet", connector));
  }

  /**
   * Asks a worker to create the connector, or to change it.
   *
   * @return done when the worker has, or failed as the worker says
   */
  public static CompletableFuture<Void> put(
      Herder herder, String connector, Map<String, String> config) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    herder.putConnectorConfig(
        connector,
        config,
        true,
        (error, created) -> {
          if (error == null) {
            done.complete(null);
          } else {
            done.completeExceptionally(error);
          }
        });
    return done;
  }

  /** False while the worker is still joining its group. */
  private boolean put(Map<String, String> config) {
    CompletableFuture<Void> done = put(connect.herder(), connector, config);
    try {
      done.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      if (e.getCause()
          instanceof org.apache.kafka.connect.runtime.rest.errors.BadRequestException) {
        throw new CiderException(
            ErrorCode.SETTING_INVALID,
            "Connector %s: %s".formatted(connector, e.getCause().getMessage()),
            e.getCause());
      }
      if (e.getCause() instanceof NotLeaderException && isKnown()) {
        LOG.info("Connector {} runs already; this worker joins the others.", connector);
        return true;
      }
      LOG.debug("the worker did not take the connector yet", e.getCause());
      return false;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  /** True if a worker before this one has created the connector; only the leader may change it. */
  private boolean isKnown() {
    return connect.herder().connectors().contains(connector);
  }

  /** True while the connector and all its tasks run. */
  public boolean healthy() {
    try {
      var status = connect.herder().connectorStatus(connector);
      return isRunning(status.connector().state())
          && !status.tasks().isEmpty()
          && status.tasks().stream().allMatch(task -> isRunning(task.state()));
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static boolean isRunning(String state) {
    return AbstractStatus.State.RUNNING.name().equals(state);
  }

  @Override
  public void close() {
    connect.stop();
    connect.awaitStop();
  }
}
