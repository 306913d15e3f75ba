package io.ciderstream.cli.client;

import io.ciderstream.client.ImagePartitions;
import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.client.kafka.TopicTail;
import io.ciderstream.client.trace.TracedSend;
import io.ciderstream.embedding.files.PictureFiles;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.schemas.Await;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.Durations;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.OutageRetry;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.ReservedIds;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Produces the pictures of a folder and waits until each can be found or was dead-lettered. One
 * use, one thread.
 */
public final class Ingestion {
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(50);
  private static final Duration STALL_WARNING = Duration.ofSeconds(60);

  /** How often the last picture's row is looked for before all rows are compared. */
  private static final int TRIES_PER_SCAN = 20;

  /** The last picture of a partition that was embedded. */
  private record LastEmbedded(ImageId id, long offset) {}

  private final KafkaClients kafka;
  private final Topics topics;
  private final Function<byte[], Descriptor> descriptors;
  private final DescriptorSearch index;
  private final TracedSend traced = new TracedSend(GlobalOpenTelemetry.getOrNoop());
  private final SentPictures sent = new SentPictures();
  private final Map<String, Exception> failed = new ConcurrentHashMap<>();
  private final Map<Integer, LastEmbedded> embedded = new HashMap<>();
  private final List<String> unreadable = new ArrayList<>();
  private ImagePartitions partitions;

  /**
   * Creates an ingestion that has not started.
   *
   * @param descriptors reads a value of the descriptors topic
   * @param index where the pictures must be stored
   */
  public Ingestion(
      KafkaClients kafka,
      Topics topics,
      Function<byte[], Descriptor> descriptors,
      DescriptorSearch index) {
    this.kafka = kafka;
    this.topics = topics;
    this.descriptors = descriptors;
    this.index = index;
  }

  /**
   * Ingests pictures and returns when all of them are done.
   *
   * @param folder the ids are the paths below it
   * @param files what to send
   * @param progress receives how many are embedded, of how many
   * @param warning receives what to check when nothing makes progress
   * @throws CiderException KEY_INVALID before anything is sent if an id is reserved
   */
  public IngestReport run(
      Path folder,
      List<Path> files,
      BiConsumer<Integer, Integer> progress,
      java.util.function.Consumer<String> warning) {
    long start = System.nanoTime();
    OutageWait outages = new OutageWait(warning);
    files.stream()
        .map(file -> PictureFiles.id(folder, file))
        .filter(ReservedIds::isReserved)
        .forEach(ReservedIds::requireUsers);
    try (TopicTail tail = kafka.tail(List.of(topics.descriptors(), topics.imagesDeadLetters()));
        Producer<byte[], byte[]> producer = kafka.producer();
        StoredPartitions stored =
            new StoredPartitions(
                index,
                files.stream().map(file -> PictureFiles.id(folder, file)).toList(),
                warning)) {
      int count = producer.partitionsFor(topics.images()).size();
      partitions = new ImagePartitions(() -> count);
      for (int i = 0; i < files.size(); i++) {
        send(producer, PictureFiles.id(folder, files.get(i)), files.get(i), stored.of(i));
        drain(tail, Duration.ZERO, outages);
        progress.accept(sent.done(), files.size());
      }
      producer.flush();
      sent.allSent();
      refuseFailures();
      awaitEmbedded(tail, files.size(), progress, warning, outages);
    }
    Duration embedding = Duration.ofNanos(System.nanoTime() - start);
    awaitIndexed(warning, outages);
    Map<String, String> refusedIds = sent.refused();
    return new IngestReport(
        files.size() - unreadable.size(),
        files.size() - unreadable.size() - refusedIds.size(),
        refusedIds,
        unreadable,
        embedding,
        Duration.ofNanos(System.nanoTime() - start));
  }

  private void send(
      Producer<byte[], byte[]> producer, String id, Path file, Optional<Integer> stored) {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      unreadable.add(id);
      return;
    }
    byte[] key = id.getBytes(StandardCharsets.UTF_8);
    Integer partition = partitions.toReplace(stored.stream().toList()).orElse(null);
    traced.send(
        producer,
        new ProducerRecord<>(topics.images(), partition, key, content),
        (metadata, error) -> {
          if (error == null) {
            sent.acknowledged(new RecordPosition(metadata.partition(), metadata.offset()), id);
          } else {
            failed.put(id, error);
          }
        });
  }

  private void refuseFailures() {
    failed.forEach(
        (id, error) -> {
          throw new CiderException(
              ErrorCode.BROKER_UNAVAILABLE,
              "The picture %s could not be produced to %s at %s: %s."
                  .formatted(id, topics.images(), kafka.bootstrap(), error.getMessage()),
              error);
        });
  }

  private void awaitEmbedded(
      TopicTail tail,
      int all,
      BiConsumer<Integer, Integer> progress,
      java.util.function.Consumer<String> warning,
      OutageWait outages) {
    long moved = System.nanoTime();
    while (!sent.isDone()) {
      if (drain(tail, POLL_TIMEOUT, outages)) {
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > STALL_WARNING.toNanos()) {
        moved = System.nanoTime();
        warning.accept(
            "no descriptor came for %s; ./cider status shows whether an embedder runs"
                .formatted(Durations.text(STALL_WARNING)));
      }
      progress.accept(sent.done(), all);
    }
  }

  private boolean drain(TopicTail tail, Duration wait, OutageWait outages) {
    boolean some = false;
    for (ConsumerRecord<byte[], byte[]> record : tail.poll(wait)) {
      some = true;
      if (record.topic().equals(topics.imagesDeadLetters())) {
        RecordPosition position =
            new RecordPosition(
                Integer.parseInt(header(record, HeaderNames.ERROR_PARTITION)),
                Long.parseLong(header(record, HeaderNames.ERROR_OFFSET)));
        sent.ended(position, Optional.of(header(record, HeaderNames.ERROR_CODE)));
      } else if (record.value() != null) {
        var source =
            outages.call(() -> descriptors.apply(record.value()), AvroSerdes::isOutage).getSource();
        sent.ended(new RecordPosition(source.getPartition(), source.getOffset()), Optional.empty());
        embedded.merge(
            source.getPartition(),
            new LastEmbedded(ImageId.of(record.key()), source.getOffset()),
            (before, now) -> now.offset() > before.offset() ? now : before);
      }
    }
    return some;
  }

  private void awaitIndexed(java.util.function.Consumer<String> warning, OutageWait outages) {
    embedded.forEach(
        (partition, last) -> {
          AtomicInteger tries = new AtomicInteger();
          Await.until(
              () ->
                  outages.call(
                      () -> isIndexed(partition, last, tries.incrementAndGet()),
                      OutageRetry::isOutage),
              STALL_WARNING,
              () ->
                  warning.accept(
                      "the index does not hold offset %d of partition %d yet; ./cider status shows"
                              .formatted(last.offset(), partition)
                          + " whether the sink runs"));
        });
  }

  /**
   * Looks for the row of the last picture. Only now and then for any row at or behind it, as all
   * rows are compared for that: the picture may have been deleted or replaced meanwhile.
   */
  private boolean isIndexed(int partition, LastEmbedded last, int tries) {
    SourcePosition row = index.sources(List.of(last.id())).get(last.id());
    return row != null && row.partition() == partition && row.offset() >= last.offset()
        || tries % TRIES_PER_SCAN == 0 && index.holds(new RecordPosition(partition, last.offset()));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
