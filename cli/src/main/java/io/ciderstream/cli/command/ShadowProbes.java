package io.ciderstream.cli.command;

import io.ciderstream.cli.system.Wiring;
import io.ciderstream.schemas.FileTrouble;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.terminal.ArgumentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Asks live searcher and shadow for labelled pictures, as queries like all others. One thread. */
final class ShadowProbes implements AutoCloseable {
  private static final byte[] TOP_K = "100".getBytes(StandardCharsets.UTF_8);

  /**
   * A labelled picture.
   *
   * @param name of its file
   * @param relevant the image that it shows
   */
  record Probe(String name, String relevant, byte[] picture) {}

  private final List<Probe> probes;
  private final Producer<byte[], byte[]> producer;
  private final String queries;
  private final Map<String, Probe> asked = new ConcurrentHashMap<>();

  private ShadowProbes(List<Probe> probes, Producer<byte[], byte[]> producer, String queries) {
    this.probes = probes;
    this.producer = producer;
    this.queries = queries;
  }

  /** Reads the file, whose paths are relative to its folder; without a file there is no probe. */
  static ShadowProbes of(Wiring live, Optional<Path> file) {
    List<Probe> probes = new ArrayList<>();
    file.ifPresent(given -> probes.addAll(read(given)));
    return new ShadowProbes(probes, live.kafka().failFastProducer(), live.topics().queries());
  }

  private static List<Probe> read(Path file) {
    List<Probe> probes = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int comma = line.indexOf(',');
        if (line.isBlank()) {
          continue;
        }
        if (comma < 1) {
          throw new ArgumentException(
              "--probes %s has the line '%s', which is no file, comma and image id."
                  .formatted(file, line));
        }
        String name = line.substring(0, comma).strip();
        probes.add(
            new Probe(
                name,
                line.substring(comma + 1).strip(),
                Files.readAllBytes(file.toAbsolutePath().resolveSibling(name))));
      }
    } catch (IOException e) {
      throw new ArgumentException(
          "--probes %s cannot be read: %s.".formatted(file, FileTrouble.reason(e)));
    }
    return probes;
  }

  /** Asks for each picture. */
  void ask() throws InterruptedException {
    for (Probe probe : probes) {
      ProducerRecord<byte[], byte[]> query = new ProducerRecord<>(queries, probe.picture());
      query.headers().add(HeaderNames.TOP_K, TOP_K);
      try {
        RecordMetadata at = producer.send(query).get();
        asked.put(replyId(at), probe);
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** Returns the id of the reply to a query, as the searcher makes it. */
  private static String replyId(RecordMetadata at) {
    String position = "%s-%d-%d".formatted(at.topic(), at.partition(), at.offset());
    return UUID.nameUUIDFromBytes(position.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Returns the probe that a reply belongs to, once. */
  Optional<Probe> asked(String replyId) {
    return Optional.ofNullable(asked.remove(replyId));
  }

  @Override
  public void close() {
    producer.close();
  }
}
