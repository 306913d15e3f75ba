package io.ciderstream.trials.faults.judge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.Topics;
import io.ciderstream.trials.faults.load.Poison;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Finds dead letters that should not be, or that give another reason than they should. */
public final class DeadLetterLog {
  private DeadLetterLog() {}

  /** Returns a sentence about each wrong dead letter of pictures and descriptors. */
  public static List<String> wrong(KafkaClients kafka) {
    List<String> wrong = new ArrayList<>();
    WholeTopic.read(
        kafka,
        Topics.DEFAULT.imagesDeadLetters(),
        record -> {
          String expected = header(record, Poison.EXPECTED);
          String code = header(record, HeaderNames.ERROR_CODE);
          if (!code.equals(expected)) {
            wrong.add(
                "%s:%s is a dead letter with %s instead of %s (%s)"
                    .formatted(
                        header(record, HeaderNames.ERROR_PARTITION),
                        header(record, HeaderNames.ERROR_OFFSET),
                        code,
                        expected.isEmpty() ? "none" : expected,
                        header(record, HeaderNames.ERROR_MESSAGE)));
          }
        });
    WholeTopic.read(
        kafka,
        Topics.DEFAULT.descriptorsDeadLetters(),
        record ->
            wrong.add(
                "a descriptor is a dead letter: "
                    + header(record, "__connect.errors.exception.message")));
    return wrong;
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
  }
}
