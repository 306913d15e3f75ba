package io.ciderstream.trials.sink;

import io.ciderstream.connectors.AvroMapConverter;
import io.ciderstream.connectors.MilvusSinkConnector;
import io.ciderstream.connectors.worker.ConnectWorker;
import io.ciderstream.schemas.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.converters.ByteArrayConverter;
import org.apache.kafka.connect.runtime.AbstractStatus;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;
import org.apache.kafka.connect.storage.StringConverter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connect workers in this JVM that share one sink. One thread. */
final class SinkWorkers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SinkWorkers.class);
  private static final Duration LOG_INTERVAL = Duration.ofSeconds(60);

  private final String connector;
  private final Map<String, String> worker;
  private final Map<String, String> config;
  private final List<Connect<DistributedHerder>> workers = new ArrayList<>();

  /**
   * Starts none yet.
   *
   * @param connector its name
   * @param topic the topic of descriptors
   * @param sink settings of the sink, and others that override those made here
   */
  SinkWorkers(String bootstrap, String connector, String topic, Map<String, String> sink) {
    this.connector = connector;
    worker =
        Map.ofEntries(
            Map.entry("bootstrap.servers", bootstrap),
            Map.entry("group.id", connector + "-workers"),
            Map.entry("listeners", "http://127.0.0.1:0"),
            Map.entry("config.storage.topic", connector + "-config"),
            Map.entry("config.storage.replication.factor", "1"),
            Map.entry("offset.storage.topic", connector + "-offset"),
            Map.entry("offset.storage.replication.factor", "1"),
            Map.entry("offset.storage.partitions", "1"),
            Map.entry("status.storage.topic", connector + "-status"),
            Map.entry("status.storage.replication.factor", "1"),
            Map.entry("status.storage.partitions", "1"),
            Map.entry("offset.flush.interval.ms", "500"),
            Map.entry("scheduled.rebalance.max.delay.ms", "0"),
            Map.entry("key.converter", ByteArrayConverter.class.getName()),
            Map.entry("value.converter", ByteArrayConverter.class.getName()),
            Map.entry("plugin.discovery", "service_load"));
    config = new HashMap<>();
    config.put("name", connector);
    config.put("connector.class", MilvusSinkConnector.class.getName());
    config.put("topics", topic);
    config.put("tasks.max", "1");
    config.put("key.converter", StringConverter.class.getName());
    config.put("value.converter", AvroMapConverter.class.getName());
    config.put("value.converter.schema.registry.url", WorkloadTopic.REGISTRY);
    config.put("consumer.override.auto.offset.reset", "earliest");
    config.putAll(sink);
  }

  /** Returns the consumer group of the sink's tasks. */
  String group() {
    return "connect-" + connector;
  }

  /** Starts one more worker. */
  void add() {
    workers.add(new ConnectDistributed().startConnect(worker));
  }

  /** Stops the oldest worker. */
  void removeOldest() {
    stop(workers.removeFirst());
  }

  int size() {
    return workers.size();
  }

  /** Creates the connector, or changes its number of tasks. */
  void tasks(int count) {
    config.put("tasks.max", Integer.toString(count));
    Await.until(
        this::put, LOG_INTERVAL, () -> LOG.warn("no Connect worker accepts the connector yet"));
  }

  /** Only the leader accepts it, and the leader may change. */
  private boolean put() {
    return workers.stream().anyMatch(this::put);
  }

  private boolean put(Connect<DistributedHerder> connect) {
    return ConnectWorker.put(connect.herder(), connector, config)
        .handle((result, error) -> error == null)
        .completeOnTimeout(false, LOG_INTERVAL.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  /** Waits until so many tasks run. */
  void awaitRunning(int tasks) {
    Await.until(
        () -> running() == tasks,
        LOG_INTERVAL,
        () -> LOG.warn("{} tasks run instead of {}", running(), tasks));
  }

  private long running() {
    return states().stream().filter(AbstractStatus.State.RUNNING.name()::equals).count();
  }

  /** Returns the states of all tasks. */
  List<String> states() {
    try {
      return workers.getFirst().herder().connectorStatus(connector).tasks().stream()
          .map(ConnectorStateInfo.TaskState::state)
          .toList();
    } catch (RuntimeException e) {
      return List.of(); // not there yet
    }
  }

  private static void stop(Connect<DistributedHerder> connect) {
    connect.stop();
    connect.awaitStop();
  }

  @Override
  public void close() {
    workers.forEach(SinkWorkers::stop);
    workers.clear();
  }
}
