package io.ciderstream.integrity.repair;

import io.ciderstream.integrity.compare.Suspect;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The records that repair an id.
 *
 * @param suspect the id
 * @param deletions of its records in other partitions, which must have taken effect before the
 *     write, as there is no order between partitions
 * @param write the record that makes its row; empty if it should have none
 */
record RepairPlan(
    Suspect suspect,
    List<ProducerRecord<byte[], byte[]>> deletions,
    Optional<ProducerRecord<byte[], byte[]>> write) {
  /** Copies the list. */
  RepairPlan {
    deletions = List.copyOf(deletions);
  }

  static RepairPlan write(Suspect suspect, ProducerRecord<byte[], byte[]> write) {
    return new RepairPlan(suspect, List.of(), Optional.of(write));
  }
}
