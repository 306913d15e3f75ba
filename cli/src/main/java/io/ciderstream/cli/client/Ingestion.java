package io.ciderstream.cli.client;

import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.Headers;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.schemas.trace.TracedSend;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Produces the pictures of a folder and waits until each can be found or was refused. One use, one
 * thread.
 */
public final class Ingestion {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration STALLED = Duration.ofSeconds(60);

  private final KafkaClients kafka;
  private final Topics topics;
  private final Function<byte[], Descriptor> descriptors;
  private final DescriptorSearch index;
  private final TracedSend traced = new TracedSend(GlobalOpenTelemetry.getOrNoop());
  private final Map<Position, String> sent = new ConcurrentHashMap<>();
  private final Map<String, Exception> failed = new ConcurrentHashMap<>();
  private final Set<Position> done = new HashSet<>();
  private final Map<Integer, Long> embedded = new HashMap<>();
  private final Map<Position, String> refused = new HashMap<>();

  /**
   * @param descriptors reads a value of the descriptors topic
   * @param index where the pictures must arrive
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
   * @param folder the ids are the paths below it
   * @param files what to send
   * @param progress told how many are through the embedder, of how many
   * @param warning told what to look at when nothing moves
   */
  public IngestReport run(
      Path folder,
      List<Path> files,
      BiConsumer<Integer, Integer> progress,
      java.util.function.Consumer<String> warning) {
    long start = System.nanoTime();
    try (TopicTail tail = kafka.tail(List.of(topics.descriptors(), topics.imagesDeadLetters()));
        Producer<byte[], byte[]> producer = kafka.producer()) {
      for (Path file : files) {
        send(producer, PictureFiles.id(folder, file), read(file));
        drain(tail, Duration.ZERO);
        progress.accept(through(), files.size());
      }
      producer.flush();
      refuseFailures();
      awaitEmbedded(tail, files.size(), progress, warning);
    }
    Duration embedding = Duration.ofNanos(System.nanoTime() - start);
    awaitIndexed(warning);
    Map<String, String> refusedIds = new TreeMap<>();
    refused.forEach(
        (position, code) -> {
          if (sent.containsKey(position)) {
            refusedIds.put(sent.get(position), code);
          }
        });
    return new IngestReport(
        files.size(),
        files.size() - refusedIds.size(),
        refusedIds,
        embedding,
        Duration.ofNanos(System.nanoTime() - start));
  }

  private void send(Producer<byte[], byte[]> producer, String id, byte[] content) {
    traced.send(
        producer,
        new ProducerRecord<>(topics.images(), id.getBytes(StandardCharsets.UTF_8), content),
        (metadata, error) -> {
          if (error == null) {
            sent.put(new Position(metadata.partition(), metadata.offset()), id);
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
      java.util.function.Consumer<String> warning) {
    long moved = System.nanoTime();
    while (!done.containsAll(sent.keySet())) {
      if (drain(tail, POLL)) {
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > STALLED.toNanos()) {
        moved = System.nanoTime();
        warning.accept(
            "no descriptor came for %d s; ./cider status tells whether an embedder runs"
                .formatted(STALLED.toSeconds()));
      }
      progress.accept(through(), all);
    }
  }

  private int through() {
    return Math.min(done.size(), sent.size());
  }

  private boolean drain(TopicTail tail, Duration wait) {
    boolean some = false;
    for (ConsumerRecord<byte[], byte[]> record : tail.poll(wait)) {
      some = true;
      if (record.topic().equals(topics.imagesDeadLetters())) {
        Position position =
            new Position(
                Integer.parseInt(header(record, Headers.ERROR_PARTITION)),
                Long.parseLong(header(record, Headers.ERROR_OFFSET)));
        done.add(position);
        refused.put(position, header(record, Headers.ERROR_CODE));
      } else if (record.value() != null) {
        var source = descriptors.apply(record.value()).getSource();
        done.add(new Position(source.getPartition(), source.getOffset()));
        embedded.merge(source.getPartition(), source.getOffset(), Math::max);
      }
    }
    return some;
  }

  private void awaitIndexed(java.util.function.Consumer<String> warning) {
    for (var last : embedded.entrySet()) {
      Await.until(
          () -> index.holds(last.getKey(), last.getValue()),
          STALLED,
          () ->
              warning.accept(
                  "the index does not hold offset %d of partition %d yet; ./cider status tells"
                          .formatted(last.getValue(), last.getKey())
                      + " whether the sink runs"));
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The picture " + file + " cannot be read.", e);
    }
  }
}
