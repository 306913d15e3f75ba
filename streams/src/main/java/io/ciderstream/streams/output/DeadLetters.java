package io.ciderstream.streams.output;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.pending.OutputRecord;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Dead letters of one topic: the record as it came, and why. If it would be larger than the topic
 * accepts, the value is cut, then long headers and a long key; {@link HeaderNames#ERROR_CUT} says
 * so.
 */
public final class DeadLetters {
  private static final int MAX_CUT_VALUE_BYTES = 64 << 10;
  private static final int MAX_CUT_KEY_BYTES = 1 << 10;
  private static final int MAX_CUT_HEADER_BYTES = 1 << 10;
  private static final int MAX_CUT_HEADERS_BYTES = 16 << 10;
  private static final int CUT_NOTE_BYTES = 128;
  private static final byte[] NOTHING = {};
  private static final List<String> OWN =
      List.of(
          HeaderNames.ERROR_CODE,
          HeaderNames.ERROR_MESSAGE,
          HeaderNames.ERROR_TOPIC,
          HeaderNames.ERROR_PARTITION,
          HeaderNames.ERROR_OFFSET,
          HeaderNames.ERROR_CUT);

  private final String from;
  private final String to;
  private final OutputTopics topics;
  private final InstantSource clock;

  /**
   * Creates the dead letters.
   *
   * @param from the topic the records come from
   * @param to the topic of dead letters
   * @param topics says what that topic accepts
   */
  public DeadLetters(String from, String to, OutputTopics topics, InstantSource clock) {
    this.from = from;
    this.to = to;
    this.topics = topics;
    this.clock = clock;
  }

  /** Removes what marks a dead letter, for a record that is not one or not that one. */
  public static void unmark(org.apache.kafka.common.header.Headers headers) {
    OWN.forEach(headers::remove);
  }

  /**
   * Returns the dead letter of a record with an error of kind INPUT or RECORD.
   *
   * @throws CiderException TOPIC_UNAVAILABLE
   */
  public OutputRecord of(InputRecord record, CiderException error) {
    topics.requireOpen(to, OptionalInt.empty());
    RecordHeaders headers = new RecordHeaders(record.headers().toArray());
    unmark(headers);
    long passedOn = bytes(headers);
    addError(headers, record, error);
    int most = topics.maxBytes(to);
    if (RecordBytes.of(record.key(), record.value(), headers) <= most) {
      return letter(record, record.key(), record.value(), headers);
    }
    if (RecordBytes.of(record.key(), NOTHING, headers) + CUT_NOTE_BYTES <= most) {
      return cut(record, record.key(), headers, passedOn);
    }
    RecordHeaders few = few(record);
    addError(few, record, error);
    return cut(record, cutKey(record.key()), few, passedOn);
  }

  /**
   * Returns a dead letter without the record's headers and value, for a record whose dead letter
   * cannot be made or was rejected.
   *
   * @throws CiderException TOPIC_UNAVAILABLE
   */
  public OutputRecord least(InputRecord record, CiderException error) {
    topics.requireOpen(to, OptionalInt.empty());
    RecordHeaders headers = new RecordHeaders();
    addError(headers, record, error);
    add(headers, HeaderNames.ERROR_CUT, "value=%d,headers".formatted(length(record.value())));
    return letter(record, cutKey(record.key()), record.value() == null ? null : NOTHING, headers);
  }

  private OutputRecord cut(InputRecord record, byte[] key, RecordHeaders headers, long passedOn) {
    long room = topics.maxBytes(to) - RecordBytes.of(key, NOTHING, headers) - CUT_NOTE_BYTES;
    int kept = (int) Math.clamp(room, 0, Math.min(MAX_CUT_VALUE_BYTES, length(record.value())));
    List<String> note = new ArrayList<>();
    byte[] value = record.value();
    if (value != null && kept < value.length) {
      note.add("value=" + value.length);
      value = Arrays.copyOf(value, kept);
    }
    long left = bytes(headers) - errorBytes(headers);
    if (left < passedOn) {
      note.add("headers=" + passedOn);
    }
    if (key != record.key()) {
      note.add("key=" + record.key().length);
    }
    add(headers, HeaderNames.ERROR_CUT, String.join(",", note));
    return letter(record, key, value, headers);
  }

  private static RecordHeaders few(InputRecord record) {
    RecordHeaders few = new RecordHeaders();
    long bytes = 0;
    for (Header header : record.headers()) {
      long size = RecordBytes.of(header);
      boolean kept = size <= MAX_CUT_HEADER_BYTES && bytes + size <= MAX_CUT_HEADERS_BYTES;
      if (kept && !OWN.contains(header.key())) {
        few.add(header);
        bytes += size;
      }
    }
    return few;
  }

  private static byte[] cutKey(byte[] key) {
    return key == null || key.length <= MAX_CUT_KEY_BYTES
        ? key
        : Arrays.copyOf(key, MAX_CUT_KEY_BYTES);
  }

  private OutputRecord letter(InputRecord record, byte[] key, byte[] value, RecordHeaders headers) {
    long timestamp = topics.acceptedTimestamp(to, record.timestampMs(), clock.millis());
    return new OutputRecord(to, OptionalInt.empty(), timestamp, key, value, headers);
  }

  private void addError(RecordHeaders headers, InputRecord record, CiderException error) {
    add(headers, HeaderNames.ERROR_CODE, error.code().name());
    add(headers, HeaderNames.ERROR_MESSAGE, error.brief());
    add(headers, HeaderNames.ERROR_TOPIC, from);
    add(headers, HeaderNames.ERROR_PARTITION, Integer.toString(record.partition()));
    add(headers, HeaderNames.ERROR_OFFSET, Long.toString(record.offset()));
  }

  private static void add(RecordHeaders headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static long bytes(Iterable<Header> headers) {
    long bytes = 0;
    for (Header header : headers) {
      bytes += RecordBytes.of(header);
    }
    return bytes;
  }

  private static long errorBytes(RecordHeaders headers) {
    return OWN.stream().mapToLong(name -> bytes(headers.headers(name))).sum();
  }

  private static int length(byte[] content) {
    return content == null ? 0 : content.length;
  }
}
