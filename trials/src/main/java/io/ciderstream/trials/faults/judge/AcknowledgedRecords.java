package io.ciderstream.trials.faults.judge;

import static java.nio.charset.StandardCharsets.UTF_8;

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
 * @param appended records of the trial's ids that others sent, such as {@code verify --repair}
 */
public record AcknowledgedRecords(long lost, long appended) {

  /**
   * Reads the whole topic.
   *
   * @param prefix of the trial's ids
   * @param sent the acknowledged records
   */
  public static AcknowledgedRecords compare(
      KafkaClients kafka, String prefix, List<SentRecord> sent) {
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
          if (!missing.remove(position, found) && isOf(prefix, record.key())) {
            others[0]++;
          }
        });
    return new AcknowledgedRecords(missing.size(), others[0]);
  }

  private static boolean isOf(String prefix, byte[] key) {
    return key != null && new String(key, UTF_8).startsWith(prefix + "-");
  }
}
