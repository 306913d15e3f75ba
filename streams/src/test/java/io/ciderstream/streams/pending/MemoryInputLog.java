package io.ciderstream.streams.pending;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A log of one partition in memory; record i has the value {@code {i}}. */
final class MemoryInputLog implements InputLog {
  private final List<Long> opened = new ArrayList<>();
  private OptionalLong committed = OptionalLong.empty();

  void setCommitted(long offset) {
    committed = OptionalLong.of(offset);
  }

  List<Long> opened() {
    return opened;
  }

  @Override
  public OptionalLong committed(int partition) {
    return committed;
  }

  static InputRecord record(long offset) {
    return new InputRecord(
        0, offset, 0, new byte[] {1}, new byte[] {(byte) offset}, new RecordHeaders());
  }

  @Override
  public Reader open(int partition, long offset) {
    opened.add(offset);
    return new Reader() {
      private long next = offset;

      @Override
      public List<InputRecord> poll(Duration timeout) {
        // two at a time, so that a fetch may go beyond the end of a range
        return List.of(record(next++), record(next++));
      }

      @Override
      public long position() {
        return next;
      }

      @Override
      public void close() {
        next = Long.MIN_VALUE;
      }
    };
  }
}
