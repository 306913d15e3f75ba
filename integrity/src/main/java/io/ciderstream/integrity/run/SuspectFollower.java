package io.ciderstream.integrity.run;

import io.ciderstream.index.Row;
import io.ciderstream.index.Vectors;
import io.ciderstream.integrity.compare.ReachedOffsets;
import io.ciderstream.integrity.compare.Suspect;
import io.ciderstream.integrity.entry.Entry;
import io.ciderstream.integrity.entry.Facts;
import io.ciderstream.integrity.entry.KeyDigest;
import io.ciderstream.integrity.log.DescriptorRow;
import io.ciderstream.integrity.log.RecordEntries;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ImageId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads what the log and the index say of some ids now. The log is read on from where it was read
 * last, so that a whole verification reads it once.
 */
public final class SuspectFollower {
  /** How many rows are read at a time. */
  private static final int BATCH = 256;

  private final VerifiedSystem system;
  private final RecordEntries entries;
  private final ReachedOffsets reached;
  private final double minCosine;
  private final Map<String, Map<Integer, Long>> positions;
  private final Map<KeyDigest, Suspect> suspects = new HashMap<>();

  /**
   * Creates a follower.
   *
   * @param positions from where each topic is read on
   */
  SuspectFollower(
      VerifiedSystem system,
      RecordEntries entries,
      ReachedOffsets reached,
      double minCosine,
      Map<String, Map<Integer, Long>> positions) {
    this.system = system;
    this.entries = entries;
    this.reached = reached;
    this.minCosine = minCosine;
    this.positions = new HashMap<>(positions);
  }

  /** Sets the ids that matter. */
  public void follow(Collection<Suspect> ids) {
    suspects.clear();
    ids.forEach(suspect -> suspects.put(suspect.entries().key(), suspect));
  }

  /**
   * Reads the log on to its end.
   *
   * @param sink receives each record of {@code images} and {@code descriptors} of one of the ids;
   *     their dead letters are added to the ids
   */
  public void readLog(BiConsumer<Suspect, ConsumerRecord<byte[], byte[]>> sink) {
    // first, so that everything before them is in the topics that are read next
    reached.embedderCommitted(
        system.log().committed(system.embedderGroup(), system.topics().images()));
    Map<Integer, Long> written =
        system.log().committed(system.sinkGroup(), system.topics().descriptors());
    if (!written.isEmpty()) {
      reached.sinkCommitted(written);
    }
    readOn(
        system.topics().imagesDeadLetters(),
        (suspect, record) ->
            entries
                .imageLetter(suspect.entries().key(), record, system.topics().images())
                .ifPresent(suspect.entries()::add));
    readOn(
        system.topics().descriptorsDeadLetters(),
        (suspect, record) ->
            entries
                .descriptorLetter(suspect.entries().key(), record, system.topics().descriptors())
                .ifPresent(suspect.entries()::add));
    readOn(system.topics().images(), sink);
    readOn(system.topics().descriptors(), sink);
  }

  private void readOn(String topic, BiConsumer<Suspect, ConsumerRecord<byte[], byte[]>> sink) {
    Map<Integer, Long> to = system.log().ends(topic);
    Map<Integer, Long> from = new HashMap<>(positions.getOrDefault(topic, Map.of()));
    to.keySet().forEach(partition -> from.putIfAbsent(partition, 0L));
    system
        .log()
        .read(
            topic,
            from,
            to,
            record -> {
              Suspect suspect = suspects.get(KeyDigest.of(record.key()));
              if (suspect != null) {
                sink.accept(suspect, record);
              }
            });
    positions.put(topic, to);
  }

  /** Reads the rows of the suspects. */
  public void readRows(Collection<Suspect> ids) {
    List<Suspect> batch = new ArrayList<>(BATCH);
    for (Suspect suspect : ids) {
      if (suspect.id().isPresent()) {
        batch.add(suspect);
      }
      if (batch.size() == BATCH) {
        readBatch(batch);
        batch.clear();
      }
    }
    readBatch(batch);
  }

  private void readBatch(List<Suspect> batch) {
    Map<ImageId, Suspect> byId = new LinkedHashMap<>();
    batch.forEach(suspect -> byId.put(suspect.id().orElseThrow(), suspect));
    Map<ImageId, Row> rows = system.rows().rows(byId.keySet());
    byId.forEach((id, suspect) -> read(suspect, Optional.ofNullable(rows.get(id))));
  }

  private void read(Suspect suspect, Optional<Row> row) {
    KeyDigest key = suspect.entries().key();
    suspect.entries().row(row.map(found -> entries.row(key, found)));
    List<Entry> live = suspect.entries().live();
    if (row.isEmpty() || live.size() != 1) {
      return;
    }
    Facts is = suspect.entries().row().orElseThrow().facts();
    Facts should = live.getFirst().facts();
    if (is.sketch().isNear(should.sketch())) {
      return;
    }
    if (!suspect.isCompared()) {
      cosine(live.getFirst(), row.get()).ifPresent(suspect::cosine);
    }
    if (suspect.isCompared() && suspect.cosine() >= minCosine) {
      // near enough, so that only the other facts can differ
      Entry stored = suspect.entries().row().orElseThrow();
      Facts facts = new Facts(is.label(), is.content(), is.fields(), should.sketch());
      suspect
          .entries()
          .row(
              Optional.of(
                  new Entry(
                      key, stored.kind(), stored.source(), stored.offset(), stored.idAt(), facts)));
    }
  }

  private Optional<Double> cosine(Entry descriptor, Row row) {
    return system
        .log()
        .at(system.topics().descriptors(), descriptor.partition(), descriptor.offset())
        .map(ConsumerRecord::value)
        .flatMap(value -> vector(row.id(), value))
        .map(
            vector ->
                vector.length == row.vector().length
                    ? (double) Vectors.cosine(vector, row.vector())
                    : 0.0);
  }

  private Optional<float[]> vector(ImageId id, byte[] value) {
    try {
      return Optional.of(DescriptorRow.of(id, system.codec().descriptor(value)).vector());
    } catch (CiderException e) {
      return Optional.empty();
    }
  }
}
