package io.ciderstream.trials.faults.judge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.ReservedIds;
import io.ciderstream.schemas.Topics;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts records of {@code images} with a second descriptor or dead letter. One thread. */
public final class RepeatedEnds {
  private final Set<RecordPosition> ended = new HashSet<>();
  private long repeated;

  private RepeatedEnds() {}

  /** Reads all descriptors and dead letters, and returns how many are a second one. */
  public static long count(KafkaClients kafka) {
    RepeatedEnds ends = new RepeatedEnds();
    WholeTopic.read(
        kafka,
        Topics.DEFAULT.descriptors(),
        record -> {
          if (!ReservedIds.isReserved(new String(record.key(), UTF_8))) { // follows a dead letter
            ends.add(record.partition(), number(record, HeaderNames.SOURCE_OFFSET));
          }
        });
    WholeTopic.read(
        kafka,
        Topics.DEFAULT.imagesDeadLetters(),
        record ->
            ends.add(
                (int) number(record, HeaderNames.ERROR_PARTITION),
                number(record, HeaderNames.ERROR_OFFSET)));
    return ends.repeated;
  }

  private void add(int partition, long offset) {
    if (!ended.add(new RecordPosition(partition, offset))) {
      repeated++;
    }
  }

  private static long number(ConsumerRecord<byte[], byte[]> record, String header) {
    return Long.parseLong(new String(record.headers().lastHeader(header).value(), UTF_8));
  }
}
