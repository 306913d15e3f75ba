package io.ciderstream.integrity.repair;

import io.ciderstream.integrity.compare.Suspect;
import io.ciderstream.integrity.log.LogTopics;
import io.ciderstream.integrity.log.RecordEntries;
import io.ciderstream.schemas.Topics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Appends records, and finds out whether another client's record of the same id came in between:
 * Kafka has no conditional append. Such a record is appended again, so that the last record of the
 * id is the one that it would have been.
 */
final class AppendedRecords {
  private record Place(String topic, int partition, long offset) {
    static Place of(ConsumerRecord<?, ?> record) {
      return new Place(record.topic(), record.partition(), record.offset());
    }

    boolean isBefore(Place other) {
      return topic.equals(other.topic) && partition == other.partition && offset < other.offset;
    }
  }

  private final LogTopics log;
  private final Topics topics;
  private final Set<Place> unread = new HashSet<>();
  private final Set<Place> own = new HashSet<>();
  private final Map<Suspect, Place> last = new HashMap<>();
  private final Map<Suspect, ConsumerRecord<byte[], byte[]>> overtaken = new HashMap<>();

  AppendedRecords(LogTopics log, Topics topics) {
    this.log = log;
    this.topics = topics;
  }

  void append(Suspect suspect, ProducerRecord<byte[], byte[]> record) {
    Place place = new Place(record.topic(), record.partition(), log.append(record));
    own.add(place);
    unread.add(place);
    last.put(suspect, place);
  }

  /** Takes a record of the suspect, in the order of its partition. */
  void read(Suspect suspect, ConsumerRecord<byte[], byte[]> record) {
    Place place = Place.of(record);
    unread.remove(place);
    if (!isOwn(place, record)) {
      suspect.change();
      if (last.containsKey(suspect) && place.isBefore(last.get(suspect))) {
        overtaken.put(suspect, record);
      }
    }
  }

  /** What the embedder makes of an appended image counts as appended too. */
  private boolean isOwn(Place place, ConsumerRecord<byte[], byte[]> record) {
    return own.contains(place)
        || record.topic().equals(topics.descriptors())
            && own.contains(
                new Place(topics.images(), record.partition(), RecordEntries.sourceOffset(record)));
  }

  /** Appends the records again that came before one of these. */
  void appendOvertaken() {
    Map<Suspect, ConsumerRecord<byte[], byte[]>> again = Map.copyOf(overtaken);
    overtaken.clear();
    again.forEach((suspect, record) -> append(suspect, RepairPlanner.again(record)));
  }

  /** Returns whether all records were read, and none came before them. */
  boolean areSettled() {
    return unread.isEmpty() && overtaken.isEmpty();
  }
}
