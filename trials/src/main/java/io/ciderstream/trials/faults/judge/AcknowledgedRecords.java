package io.ciderstream.trials.faults.judge;

import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.Topics;
import io.ciderstream.trials.faults.load.RecordedProducer;
import io.ciderstream.trials.faults.load.SentRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The acknowledged records of a trial, compared with {@code images}.
 *
 * @param lost acknowledged records that the topic has not, or has otherwise
 * @param appended records since the trial began that others sent, such as {@code verify --repair}
 */
public record AcknowledgedRecords(long lost, long appended) {

  /**
   * Reads the whole topic.
   *
   * @param begin the ends of the partitions when the trial began
   * @param sent the acknowledged records
   */
  public static AcknowledgedRecords compare(
      KafkaClients kafka, Map<Integer, Long> begin, List<SentRecord> sent) {
    Map<RecordPosition, SentRecord> missing = new HashMap<>();
    sent.forEach(record -> missing.put(record.position(), record));
    long[] others = new long[1];
    WholeTopic.read(
        kafka,
        Topics.DEFAULT.images(),
        record -> {
          RecordPosition position = new RecordPosition(record.partition(), record.offset());
          SentRecord found =
              new SentRecord(
                  position,
                  RecordedProducer.hash(record.key()),
                  RecordedProducer.hash(record.value()));
          if (!missing.remove(position, found)
              && record.offset() >= begin.get(record.partition())) {
            others[0]++;
          }
        });
    return new AcknowledgedRecords(missing.size(), others[0]);
  }

  /** Returns the present ends of the partitions. */
  public static Map<Integer, Long> ends(KafkaClients kafka) {
    return WholeTopic.ends(kafka, Topics.DEFAULT.images());
  }
}
