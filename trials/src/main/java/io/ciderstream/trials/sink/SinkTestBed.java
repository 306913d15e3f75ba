package io.ciderstream.trials.sink;

import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.connectors.telemetry.TaskMetrics;
import io.ciderstream.index.VectorJitter;
import io.ciderstream.index.search.MilvusIndexSearch;
import io.ciderstream.index.search.RowScan;
import io.ciderstream.index.settings.BatchLimits;
import io.ciderstream.index.settings.IndexConnection;
import io.ciderstream.index.settings.IndexCredentials;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.index.settings.TlsFiles;
import io.ciderstream.index.settings.VectorIndex;
import io.ciderstream.schemas.Await;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.servers.FaultProxy;
import io.ciderstream.servers.KafkaBroker;
import io.ciderstream.servers.MilvusServer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import javax.management.JMException;

/**
 * A broker, a Milvus behind a fault proxy, a topic, and Connect workers with the sink. One thread.
 */
public final class SinkTestBed implements AutoCloseable {
  private static final String TOPIC = "trial";
  private static final String DEAD_LETTERS = "trial-dead-letters";
  private static final String INDEX = "trial";

  /** The name of the connector. */
  public static final String CONNECTOR = "trial-sink";

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Workload workload;
  private final RecordFormat records;
  private final KafkaBroker broker;
  private final MilvusServer milvus;
  private final FaultProxy proxy;
  private final WorkloadTopic topic;
  private final WorkloadTopic deadLetters;
  private final SinkWorkers workers;

  private SinkTestBed(
      Workload workload,
      RecordFormat records,
      Path folder,
      MilvusServer milvus,
      Map<String, String> sink,
      IntFunction<String> uri) {
    this.workload = workload;
    this.records = records;
    this.milvus = milvus;
    this.broker = KafkaBroker.start(folder.resolve("kafka"), 0, Map.of());
    this.proxy = FaultProxy.before(milvus.port());
    KafkaClients kafka = new KafkaClients(Map.of("bootstrap.servers", broker.address()));
    this.topic = new WorkloadTopic(TOPIC, workload, kafka);
    this.deadLetters = new WorkloadTopic(DEAD_LETTERS, Workload.rows(1, 1), kafka);
    Map<String, String> settings = new HashMap<>();
    settings.put(IndexSettings.URI.name(), uri.apply(proxy.port()));
    settings.putAll(records.settings(INDEX, "FLAT"));
    settings.put("errors.tolerance", "all");
    settings.put("errors.deadletterqueue.topic.name", DEAD_LETTERS);
    settings.putAll(sink);
    this.workers = new SinkWorkers(broker.address(), CONNECTOR, TOPIC, settings);
  }

  /**
   * Starts the servers, but no worker.
   *
   * @param records the format of the records
   * @param folder kept by the servers
   * @param sink further settings of the connector
   */
  public static SinkTestBed start(
      Workload workload,
      RecordFormat records,
      Path folder,
      MilvusKind server,
      Map<String, String> sink) {
    return start(workload, records, folder, server, sink, port -> "http://127.0.0.1:" + port);
  }

  /**
   * Starts the servers, but no worker, with something more between the sink and the fault proxy.
   *
   * @param uri the uri for the sink, from the fault proxy's port
   */
  public static SinkTestBed start(
      Workload workload,
      RecordFormat records,
      Path folder,
      MilvusKind server,
      Map<String, String> sink,
      IntFunction<String> uri) {
    MilvusServer milvus = server.start(folder.resolve("milvus"));
    try {
      return new SinkTestBed(workload, records, folder, milvus, sink, uri);
    } catch (RuntimeException e) {
      milvus.close();
      throw e;
    }
  }

  /** Returns the network to Milvus. */
  public FaultProxy network() {
    return proxy;
  }

  /** Returns the server. */
  public MilvusServer milvus() {
    return milvus;
  }

  /** Returns what is written. */
  public Workload workload() {
    return workload;
  }

  /** Starts one more worker. */
  public void addWorker() {
    workers.add();
  }

  /** Stops the oldest worker. */
  public void removeOldestWorker() {
    workers.removeOldest();
  }

  /** Returns how many workers there are. */
  public int workers() {
    return workers.size();
  }

  /** Creates the connector or changes its number of tasks, and waits until they run. */
  public void tasks(int count) {
    workers.tasks(count);
    workers.awaitRunning(count);
  }

  /** Returns the states of the sink's tasks. */
  public List<String> taskStates() {
    return workers.states();
  }

  /** Returns how often the first task retried. */
  public double retries() {
    try {
      Object count =
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(TaskMetrics.objectName(CONNECTOR, "0"), "retries");
      return ((Number) count).doubleValue();
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the tasks' ids in their consumer group; a restart or an expulsion changes them. */
  public List<String> members() {
    return topic.members(workers.group());
  }

  /** Writes the updates of these numbers. */
  public void write(long from, long to) {
    topic.write(from, to);
  }

  /** Returns how many records the sink has committed. */
  public long committed() {
    return topic.committed(workers.group());
  }

  /** Returns how many records were dead-lettered. */
  public long deadLetters() {
    return deadLetters.records();
  }

  /**
   * Waits until all records are committed.
   *
   * @param stalled runs after each minute without success
   */
  public void awaitCommitted(Runnable stalled) {
    topic.awaitCommitted(workers.group(), stalled);
  }

  /** Compares the index with the topic, past the fault proxy. */
  public IndexDifferences compare() {
    IndexDifferences.Comparison comparison =
        new IndexDifferences.Comparison(workload, topic.truth());
    switch (records) {
      case DESCRIPTORS -> readDescriptors(comparison);
      case ANY, GUARDED -> readRows(comparison);
    }
    return comparison.findings();
  }

  private void readDescriptors(IndexDifferences.Comparison comparison) {
    try (MilvusIndexSearch search =
        new MilvusIndexSearch(options(), WorkloadTopic.HASH, InstantSource.system())) {
      ready(search::count);
      search.scan(
          row ->
              comparison.row(
                  row.id().value(),
                  row.source().offset(),
                  row.vector(),
                  written -> VectorJitter.add(written, row.source().position())));
    }
  }

  private void readRows(IndexDifferences.Comparison comparison) {
    try (RowScan scan =
        new RowScan(options().connection(), INDEX, RecordFormat.NUMBER, RecordFormat.VECTOR)) {
      ready(() -> scan.scan(1, (key, number, vector) -> {}));
      scan.scan(workload.updates(), comparison::row);
    }
  }

  /** A Milvus that was killed takes minutes until it reads again. */
  private static void ready(Runnable read) {
    Await.until(
        () -> {
          try {
            read.run();
            return true;
          } catch (CiderException e) {
            return false;
          }
        },
        Duration.ofMinutes(1),
        () -> {});
  }

  private IndexOptions options() {
    return new IndexOptions(
        new IndexConnection(
            "http://127.0.0.1:" + milvus.port(),
            IndexCredentials.NONE,
            "",
            TlsFiles.NONE,
            DEADLINE.multipliedBy(6)),
        INDEX,
        new VectorIndex.Flat(),
        Duration.ZERO,
        new BatchLimits(128, 32 << 20));
  }

  @Override
  public void close() {
    workers.close();
    topic.close();
    deadLetters.close();
    proxy.close();
    broker.close();
    milvus.close();
  }
}
