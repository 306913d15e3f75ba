package io.ciderstream.streams.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.RecordPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class PendingRecordsTest {
  private final List<String> written = new ArrayList<>();
  private final List<CompletableFuture<Outcome>> works = new ArrayList<>();
  private final PendingBudget.Share share =
      new PendingBudget(new Bounds(6, 200)).share(); // alone it gets half

  private PendingRecords filled(ReleaseOrder release) {
    PendingRecords pending = new PendingRecords(release, share);
    for (int i = 0; i < 3; i++) {
      add(pending, 10 + i);
    }
    return pending;
  }

  private void add(PendingRecords pending, long offset) {
    CompletableFuture<Outcome> work = new CompletableFuture<>();
    works.add(work);
    InputRecord record =
        new InputRecord(
            new RecordPosition(0, offset), 0, new byte[5], new byte[15], new RecordHeaders());
    pending.add(record, (input, bytes) -> null, starting -> work);
  }

  private void finish(int i) {
    works.get(i).complete(new Outcome("work " + i, List.of()));
  }

  private boolean release(PendingRecords pending) {
    return pending.release(outcome -> written.add(outcome.name()));
  }

  @Test
  void shouldWriteInOrderWhateverEndsFirst() {
    PendingRecords pending = filled(ReleaseOrder.IN_ORDER);
    finish(1);
    assertThat(release(pending)).isFalse();
    assertThat(written).isEmpty();
    finish(0);
    assertThat(release(pending)).isTrue();
    assertThat(written).containsExactly("work 0", "work 1");
    assertThat(pending.firstOffset()).isEqualTo(12);
  }

  @Test
  void shouldWriteWhenDoneAndKeepTheFirstUnfinishedOffset() {
    PendingRecords pending = filled(ReleaseOrder.WHEN_DONE);
    finish(1);
    assertThat(release(pending)).isTrue();
    assertThat(written).containsExactly("work 1");
    assertThat(pending.firstOffset()).isEqualTo(10);
    finish(0);
    assertThat(release(pending)).isTrue();
    assertThat(written).containsExactly("work 1", "work 0");
    assertThat(pending.firstOffset()).isEqualTo(12);
  }

  @Test
  void shouldNotCountWhatIsWrittenBehindASlowRecord() {
    PendingRecords pending = filled(ReleaseOrder.WHEN_DONE);
    assertThat(pending.isFull()).isTrue();
    for (int i = 1; i < 50; i++) {
      finish(i);
      release(pending);
      assertThat(pending.isFull()).isFalse();
      add(pending, 12 + i);
    }
    assertThat(pending.firstOffset()).isEqualTo(10);
    assertThat(pending.count()).isEqualTo(3);
    assertThat(pending.bytes()).isEqualTo(60);
  }

  @Test
  void shouldBeFullByCountAndGiveBackWhatItTook() {
    PendingRecords pending = filled(ReleaseOrder.IN_ORDER);
    assertThat(pending.isFull()).isTrue();
    assertThat(pending.bytes()).isEqualTo(60);
    pending.cancel();
    assertThat(pending.isFull()).isFalse();
    assertThat(pending.bytes()).isZero();
    assertThat(works).allMatch(CompletableFuture::isCancelled);
  }

  @Test
  void shouldFailTheTaskRatherThanSkipWorkThatBroke() {
    PendingRecords pending = filled(ReleaseOrder.IN_ORDER);
    works.get(0).completeExceptionally(new OutOfMemoryError("made by a test"));
    assertThatThrownBy(() -> release(pending)).hasMessageContaining("offset 10");
  }
}
