package io.ciderstream.connectors.worker;

import io.ciderstream.schemas.Await;
import io.ciderstream.schemas.CiderException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.AbstractStatus;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.Herder;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka Connect worker in this JVM that runs the Milvus sink. Several workers share the tasks of
 * the sink.
 */
public final class ConnectWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectWorker.class);
  private static final Duration HERDER_TIMEOUT = Duration.ofSeconds(60);

  private final Connect<DistributedHerder> connect;
  private final String connector;

  private ConnectWorker(Connect<DistributedHerder> connect, String connector) {
    this.connect = connect;
    this.connector = connector;
  }

  /**
   * Starts the worker and creates or updates the connector.
   *
   * @param worker settings of the worker
   * @param connector the connector's name
   * @param config settings of the connector
   * @throws CiderException SETTING_INVALID if the worker rejects the connector's settings
   */
  public static ConnectWorker start(
      Map<String, String> worker, String connector, Map<String, String> config) {
    ConnectWorker role =
        new ConnectWorker(new ConnectDistributed().startConnect(worker), connector);
    try {
      role.configure(new ConnectorUpdate(role.connect.herder(), connector, config, HERDER_TIMEOUT));
      return role;
    } catch (RuntimeException e) {
      role.close();
      throw e;
    }
  }

  private void configure(ConnectorUpdate update) {
    Await.until(
        update::isTaken,
        HERDER_TIMEOUT,
        () ->
            LOG.warn(
                "the Connect workers do not accept the settings of {} yet, retrying: {}",
                connector,
                update.obstacle()));
  }

  /**
   * Asks a worker to create the connector or to change its settings.
   *
   * @return true once the worker has done so; fails with the worker's error
   */
  public static CompletableFuture<Boolean> put(
      Herder herder, String connector, Map<String, String> config) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    herder.putConnectorConfig(
        connector,
        config,
        true,
        (error, created) -> {
          if (error == null) {
            done.complete(true);
          } else {
            done.completeExceptionally(error);
          }
        });
    return done;
  }

  /** Returns whether the connector and all its tasks run. */
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
