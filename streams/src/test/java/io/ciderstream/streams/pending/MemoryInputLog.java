package io.ciderstream.streams.pending;

import io.ciderstream.schemas.RecordPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A log of one partition in memory; record i has the value {@code {i}}. */
final class MemoryInputLog implements InputLog {
  private final List<Long> opened = new ArrayList<>();
  private CompletableFuture<OptionalLong> committed =
      CompletableFuture.completedFuture(OptionalLong.empty());

  void setCommitted(long offset) {
    setCommitted(CompletableFuture.completedFuture(OptionalLong.of(offset)));
  }

  void setCommitted(CompletableFuture<OptionalLong> answer) {
    committed = answer;
  }

  List<Long> opened() {
    return opened;
  }

  @Override
  public CompletableFuture<OptionalLong> committed(int partition) {
    return committed;
  }

  static InputRecord record(long offset) {
    return new InputRecord(
        new RecordPosition(0, offset),
        0,
        new byte[] {1},
        new byte[] {(byte) offset},
        new RecordHeaders());
  }

  @Override
  public Reader open(int partition, long offset) {
    opened.add(offset);
    return new Reader() {
      private long next = offset;
      private boolean asked;

      @Override
      public InputRecord poll() {
        asked = !asked; // the first answer is always that nothing has arrived yet
        return asked ? null : record(next++);
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
