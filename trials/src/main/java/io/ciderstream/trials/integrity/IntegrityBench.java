package io.ciderstream.trials.integrity;

import io.ciderstream.client.admin.TopicLeaders;
import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.integrity.IndexVerification;
import io.ciderstream.integrity.log.KafkaLogTopics;
import io.ciderstream.integrity.result.VerificationResult;
import io.ciderstream.integrity.run.IntegrityOptions;
import io.ciderstream.integrity.run.VerificationProgress;
import io.ciderstream.integrity.run.VerifiedSystem;
import io.ciderstream.integrity.run.VerifiedSystem.VerifiedModel;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.Topics;
import io.ciderstream.servers.KafkaBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Fills the topics of a broker with made-up images, and compares them with made-up rows. */
public final class IntegrityBench {
  private static final Topics TOPICS = Topics.DEFAULT;
  private static final String EMBEDDER = "embedder";
  private static final String SINK = "sink";
  private static final int PARTITIONS = 4;
  private static final double NANOS = 1e9;

  private final MadeUpImages images;
  private final MadeUpRows rows;

  /**
   * Creates a benchmark.
   *
   * @param count of images
   * @param dimension of their vectors
   * @param every one of so many images differs
   */
  public IntegrityBench(long count, int dimension, long every) {
    this.images = new MadeUpImages(count, PARTITIONS, dimension);
    this.rows = new MadeUpRows(images, every);
  }

  /**
   * Runs.
   *
   * @param folder for the broker and the temporary files
   */
  public IntegrityFigures run(Path folder, VerificationProgress progress)
      throws IOException, InterruptedException {
    Path data = folder.resolve("kafka");
    try (KafkaBroker broker = KafkaBroker.start(data, 0, Map.of())) {
      KafkaClients kafka = KafkaClients.of(broker.address(), "");
      long begun = System.nanoTime();
      try {
        fill(kafka, progress);
      } catch (ExecutionException e) {
        throw new IllegalStateException("the topics cannot be prepared", e.getCause());
      }
      double fillSeconds = (System.nanoTime() - begun) / NANOS;
      PeakHeap.reset();
      try (KafkaLogTopics log = new KafkaLogTopics(kafka)) {
        VerificationResult result =
            IndexVerification.run(
                new VerifiedSystem(
                    TOPICS,
                    EMBEDDER,
                    SINK,
                    log,
                    images,
                    rows,
                    new VerifiedModel(MadeUpImages.MODEL, "made up")),
                IntegrityOptions.in(folder).withTimes(Duration.ZERO, Duration.ZERO),
                progress);
        return new IntegrityFigures(
            result,
            rows.differences(),
            fillSeconds,
            Runtime.getRuntime().maxMemory(),
            PeakHeap.bytes(),
            bytes(data));
      }
    }
  }

  private void fill(KafkaClients kafka, VerificationProgress progress)
      throws InterruptedException, ExecutionException {
    try (Admin admin = kafka.admin();
        Producer<byte[], byte[]> producer =
            kafka.producer(Map.of("buffer.memory", 16L << 20, "linger.ms", 20))) {
      for (String topic :
          List.of(
              TOPICS.images(),
              TOPICS.descriptors(),
              TOPICS.imagesDeadLetters(),
              TOPICS.descriptorsDeadLetters())) {
        TopicLeaders.create(admin, new NewTopic(topic, PARTITIONS, (short) 1));
      }
      long[] ends = new long[PARTITIONS];
      images.read(
          (number, key, position) -> {
            ends[position.partition()] = position.offset() + 1;
            producer.send(
                new ProducerRecord<>(
                    TOPICS.images(), position.partition(), key, MadeUpImages.picture()));
            producer.send(
                new ProducerRecord<>(
                    TOPICS.descriptors(),
                    position.partition(),
                    key,
                    MadeUpImages.encoded(images.descriptor(number, position)),
                    List.of(
                        new RecordHeader(
                            HeaderNames.SOURCE_OFFSET,
                            Long.toString(position.offset())
                                .getBytes(StandardCharsets.US_ASCII)))));
            progress.show("made up", number + 1, images.count());
          });
      producer.flush();
      commit(admin, EMBEDDER, TOPICS.images(), ends);
      commit(admin, SINK, TOPICS.descriptors(), ends);
    }
  }

  private static void commit(Admin admin, String group, String topic, long[] ends)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (int partition = 0; partition < ends.length; partition++) {
      offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(ends[partition]));
    }
    admin.alterConsumerGroupOffsets(group, offsets).all().get();
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
