package io.ciderstream.integrity.repair;

import io.ciderstream.integrity.compare.PartitionState;
import io.ciderstream.integrity.compare.Suspect;
import io.ciderstream.integrity.entry.Entry;
import io.ciderstream.integrity.run.VerifiedSystem;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.KeyPartition;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Chooses the records that repair an id. */
final class RepairPlanner {
  private final VerifiedSystem system;
  private final int partitions;
  private final Map<Integer, Long> committed;

  RepairPlanner(VerifiedSystem system) {
    this.system = system;
    this.partitions = system.log().ends(system.topics().descriptors()).size();
    this.committed = system.log().committed(system.embedderGroup(), system.topics().images());
  }

  /** Returns the plan; empty if no record can repair the id. */
  Optional<RepairPlan> plan(Suspect suspect) {
    return switch (suspect.judgement().kind().orElseThrow()) {
      case SEVERAL_PARTITIONS -> several(suspect);
      case DESCRIPTOR_MISSING, CONTENT -> imageAgain(suspect);
      case ROW_MISSING, POSITION, VECTOR, FIELDS ->
          descriptorAgain(suspect, suspect.entries().live().getFirst());
      case ROW_DELETED -> tombstoneAgain(suspect);
      case ROW_UNKNOWN -> Optional.of(RepairPlan.write(suspect, tombstone(suspect)));
      case OTHER_MODEL -> Optional.empty();
    };
  }

  private Optional<RepairPlan> imageAgain(Suspect suspect) {
    return suspect.entries().partitions().stream()
        .filter(state -> state.image().isPresent())
        .max(Comparator.comparing(state -> state.partition() == hashPartition(suspect)))
        .flatMap(PartitionState::image)
        .flatMap(image -> at(system.topics().images(), image))
        .map(record -> RepairPlan.write(suspect, again(record)));
  }

  private Optional<RepairPlan> descriptorAgain(Suspect suspect, Entry descriptor) {
    return at(system.topics().descriptors(), descriptor)
        .map(record -> RepairPlan.write(suspect, withSource(again(record))));
  }

  private Optional<RepairPlan> tombstoneAgain(Suspect suspect) {
    int partition = suspect.entries().row().orElseThrow().partition();
    return suspect.entries().partitions().stream()
        .flatMap(state -> state.descriptor().stream())
        .max(Comparator.comparing(last -> last.partition() == partition))
        .flatMap(last -> descriptorAgain(suspect, last));
  }

  private ProducerRecord<byte[], byte[]> tombstone(Suspect suspect) {
    int partition = suspect.entries().row().orElseThrow().partition();
    boolean known = partition >= 0 && partition < partitions;
    return withSource(
        new ProducerRecord<>(
            system.topics().descriptors(),
            known ? partition : hashPartition(suspect),
            suspect.key(),
            null));
  }

  /**
   * Keeps the record in the partition of the key's hash, where clients should write; else that of
   * the row. If the only live record is elsewhere, and a deletion has removed its row, it is
   * deleted.
   */
  private Optional<RepairPlan> several(Suspect suspect) {
    List<Entry> live = suspect.entries().live();
    int hash = hashPartition(suspect);
    if (live.size() == 1 && live.getFirst().partition() != hash) {
      return Optional.of(
          new RepairPlan(suspect, List.of(deletion(suspect, live.getFirst())), Optional.empty()));
    }
    Entry kept =
        live.stream()
            .max(
                Comparator.<Entry, Boolean>comparing(each -> each.partition() == hash)
                    .thenComparing(each -> isOfRow(suspect, each)))
            .orElseThrow();
    List<ProducerRecord<byte[], byte[]>> deletions =
        live.stream().filter(each -> each != kept).map(each -> deletion(suspect, each)).toList();
    return at(system.topics().descriptors(), kept)
        .map(record -> new RepairPlan(suspect, deletions, Optional.of(withSource(again(record)))));
  }

  private static boolean isOfRow(Suspect suspect, Entry descriptor) {
    return suspect
        .entries()
        .row()
        .filter(row -> row.source().equals(descriptor.source()))
        .isPresent();
  }

  private ProducerRecord<byte[], byte[]> deletion(Suspect suspect, Entry descriptor) {
    return new ProducerRecord<>(
        system.topics().images(), descriptor.partition(), suspect.key(), null);
  }

  private int hashPartition(Suspect suspect) {
    return KeyPartition.of(suspect.key(), partitions);
  }

  private Optional<ConsumerRecord<byte[], byte[]>> at(String topic, Entry entry) {
    return system.log().at(topic, entry.partition(), entry.offset());
  }

  /** Returns a record to append again, with the time of now. */
  static ProducerRecord<byte[], byte[]> again(ConsumerRecord<byte[], byte[]> record) {
    return new ProducerRecord<>(
        record.topic(),
        record.partition(),
        record.key(),
        record.value(),
        new RecordHeaders(record.headers().toArray()));
  }

  /**
   * Sets the image that the embedder has passed last as the record's source. The outcomes of all
   * earlier ones are before the record, so that the position of the index, which follows from this
   * header, neither goes back nor ahead. The sink's guard compares a tombstone's header with the
   * row, so that it loses to a newer row.
   */
  private ProducerRecord<byte[], byte[]> withSource(ProducerRecord<byte[], byte[]> record) {
    long passed = committed.getOrDefault(record.partition(), 0L) - 1;
    record.headers().remove(HeaderNames.SOURCE_OFFSET);
    if (passed >= 0) {
      record
          .headers()
          .add(HeaderNames.SOURCE_OFFSET, Long.toString(passed).getBytes(StandardCharsets.UTF_8));
    }
    return record;
  }
}
