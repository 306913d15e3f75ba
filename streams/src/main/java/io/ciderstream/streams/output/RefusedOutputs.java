package io.ciderstream.streams.output;

import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.streams.pending.InputRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers which records' outputs Kafka rejected after they were forwarded. The stream thread then
 * restarts and reaches the same record again, which must not end in the same way forever.
 */
public final class RefusedOutputs {
  private static final int MAX_TRIES = 2;
  private static final int MAX_REMEMBERED = 10_000;

  /** How to write the outcome of a record. */
  public enum Form {
    /** In the normal form. */
    NORMAL,
    /** As a dead letter. */
    DEAD_LETTER,
    /** As a dead letter with nothing in it that Kafka could reject. */
    LEAST_DEAD_LETTER
  }

  private record Refusal(int times, String cause) {}

  private final Map<RecordPosition, Refusal> refusals =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RecordPosition, Refusal> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  /** Remembers that Kafka rejected the output of the record at this position. */
  public synchronized void add(RecordPosition position, String cause) {
    refusals.merge(
        position, new Refusal(1, cause), (before, now) -> new Refusal(before.times() + 1, cause));
  }

  /** Returns how to write the outcome of this record now. */
  public synchronized Form form(InputRecord record) {
    Refusal refusal = refusals.get(record.position());
    if (refusal == null || refusal.times() < MAX_TRIES) {
      return Form.NORMAL;
    }
    return refusal.times() < 2 * MAX_TRIES ? Form.DEAD_LETTER : Form.LEAST_DEAD_LETTER;
  }

  /** Returns why the last output of this record was rejected. */
  public synchronized Optional<String> cause(InputRecord record) {
    return Optional.ofNullable(refusals.get(record.position())).map(Refusal::cause);
  }
}
