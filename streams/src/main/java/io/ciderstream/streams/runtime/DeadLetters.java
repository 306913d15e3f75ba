package io.ciderstream.streams.runtime;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.Headers;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.pending.OutputRecord;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * Dead letters of one topic: the record as it came, and why.
 *
 * @param from the topic the records come from
 * @param to the topic of dead letters
 */
public record DeadLetters(String from, String to) {

  /** The dead letter of a record with an error of kind INPUT. */
  public OutputRecord of(InputRecord record, CiderException error) {
    org.apache.kafka.common.header.Headers headers = record.copyHeaders();
    add(headers, Headers.ERROR_CODE, error.code().name());
    add(headers, Headers.ERROR_MESSAGE, error.getMessage());
    add(headers, Headers.ERROR_TOPIC, from);
    add(headers, Headers.ERROR_PARTITION, Integer.toString(record.partition()));
    add(headers, Headers.ERROR_OFFSET, Long.toString(record.offset()));
    return new OutputRecord(
        to, OptionalInt.empty(), record.timestampMs(), record.key(), record.value(), headers);
  }

  private static void add(
      org.apache.kafka.common.header.Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
