package io.ciderstream.trials.engine;

import com.google.gson.JsonObject;
import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.settings.RegistryOptions;
import io.ciderstream.servers.KafkaBroker;
import io.ciderstream.servers.SchemaRegistry;
import io.ciderstream.servers.ServerHome;
import io.ciderstream.streams.embedder.EmbedderRole;
import io.ciderstream.streams.fetch.FetchSettings;
import io.ciderstream.streams.runtime.KafkaAccess;
import io.ciderstream.streams.runtime.RoleSettings;
import io.ciderstream.streams.runtime.StreamsOptions;
import io.ciderstream.streams.runtime.TopicSetup;
import io.ciderstream.trials.measure.Median;
import io.ciderstream.trials.results.BenchResult;
import io.ciderstream.trials.results.ResultRow;
import io.ciderstream.trials.results.ResultTable;
import io.ciderstream.trials.system.DescriptorRate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Measures how many records a second the embedder role processes with a model of no cost. All
 * records are in the topic before the role starts, each round has topics of its own, and the rate
 * is that of committed descriptors between the first and the last tenth.
 */
public final class EngineBench {
  private static final int SEED = 4;
  private static final int DIMENSION = 512;
  private static final int MAX_RECORD_BYTES = 64 << 20;

  private final Path folder;
  private final int records;
  private final int bytes;
  private final int partitions;
  private final Consumer<String> log;

  /**
   * Creates the benchmark.
   *
   * @param folder for the servers' state
   * @param records of a round
   * @param bytes of a record, 8 or more
   * @param partitions of the topics
   * @param log receives each figure
   */
  public EngineBench(Path folder, int records, int bytes, int partitions, Consumer<String> log) {
    this.folder = folder;
    this.records = records;
    this.bytes = bytes;
    this.partitions = partitions;
    this.log = log;
  }

  /** Measures so many rounds, after one that warms up. */
  public void run(int rounds, BenchResult.Builder result) throws InterruptedException {
    List<Double> rates = new ArrayList<>();
    try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), 0, Map.of());
        SchemaRegistry registry =
            SchemaRegistry.start(ServerHome.fromSystemProperty(), folder.resolve("registry"), 0)) {
      for (int round = 0; round <= rounds; round++) {
        double rate = round(broker.address(), registry.address(), round);
        log.accept("round %d of %d: %.0f records/s".formatted(round, rounds, rate));
        if (round > 0) {
          rates.add(rate);
        }
      }
    }
    double rate = Median.of(rates);
    List<JsonObject> rows =
        List.of(
            ResultRow.of("bytes a record", bytes, "records/s", rate, "MB/s", rate * bytes / 1e6));
    result
        .condition("records", records)
        .condition("partitions", partitions)
        .condition("rounds", rounds)
        .table(new ResultTable("", rows))
        .figure("records/s", rate);
  }

  private double round(String bootstrap, String registry, int round) throws InterruptedException {
    Topics topics = Topics.withPrefix("round%d.".formatted(round));
    KafkaClients kafka = new KafkaClients(Map.of("bootstrap.servers", bootstrap));
    try (Admin admin = kafka.admin()) {
      new TopicSetup(topics, Optional.empty(), partitions, (short) 1, MAX_RECORD_BYTES)
          .create(admin);
      produce(kafka, topics);
      double rate = embed(kafka, topics, registry, round);
      admin.deleteTopics(List.of(topics.images(), topics.descriptors()));
      return rate;
    }
  }

  private void produce(KafkaClients kafka, Topics topics) {
    byte[] content = new byte[bytes];
    new SplittableRandom(SEED).nextBytes(content);
    content[0] = 1; // 0 would announce Avro
    try (Producer<byte[], byte[]> producer = kafka.producer()) {
      for (int i = 0; i < records; i++) {
        byte[] value = content.clone();
        ByteBuffer.wrap(value).putInt(4, i); // no content is known already
        byte[] id = ("r" + i).getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topics.images(), id, value));
      }
      producer.flush();
    }
  }

  private double embed(KafkaClients kafka, Topics topics, String registry, int round)
      throws InterruptedException {
    try (DescriptorRate descriptors = new DescriptorRate(kafka, topics);
        EmbedderRole role = role(kafka.bootstrap(), topics, registry, round)) {
      role.start();
      return descriptors.await(records);
    }
  }

  private EmbedderRole role(String bootstrap, Topics topics, String registry, int round) {
    StreamsOptions options =
        RoleSettings.embedder(
            new DefaultValues(RoleSettings.ALL),
            "engine" + round,
            new RoleSettings.Surroundings(
                new KafkaAccess(
                    bootstrap, RegistryOptions.of(registry), topics, MAX_RECORD_BYTES, Map.of()),
                folder.resolve("streams" + round),
                Duration.ofSeconds(20)));
    return new EmbedderRole(
        options,
        FetchSettings.from(new DefaultValues(FetchSettings.ALL), MAX_RECORD_BYTES),
        new FreeEmbedder(DIMENSION),
        Clock.systemUTC());
  }
}
