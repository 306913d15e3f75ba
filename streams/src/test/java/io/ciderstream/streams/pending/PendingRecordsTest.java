package io.ciderstream.streams.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PendingRecordsTest {
  private final List<String> written = new ArrayList<>();
  private final List<CompletableFuture<Outcome>> works = new ArrayList<>();

  private PendingRecords filled(Release release) {
    PendingRecords pending = new PendingRecords(release, new Bounds(3, 100, Duration.ZERO));
    for (int i = 0; i < 3; i++) {
      works.add(new CompletableFuture<>());
      pending.add(10 + i, 20, works.get(i));
    }
    return pending;
  }

  private void finish(int i) {
    works.get(i).complete(new Outcome("work " + i, List.of()));
  }

  private long release(PendingRecords pending) {
    return pending.release(outcome -> written.add(outcome.name()));
  }

  @Test
  void shouldWriteInOrderWhateverEndsFirst() {
    PendingRecords pending = filled(Release.IN_ORDER);
    finish(1);
    assertThat(release(pending)).isEqualTo(-1);
    assertThat(written).isEmpty();
    finish(0);
    assertThat(release(pending)).isEqualTo(11);
    assertThat(written).containsExactly("work 0", "work 1");
    assertThat(pending.firstOffset()).isEqualTo(12);
  }

  @Test
  void shouldWriteWhenDoneButLeaveOnlyFromTheHead() {
    PendingRecords pending = filled(Release.WHEN_DONE);
    finish(1);
    assertThat(release(pending)).isEqualTo(-1);
    assertThat(written).containsExactly("work 1");
    assertThat(pending.firstOffset()).isEqualTo(10);
    finish(0);
    assertThat(release(pending)).isEqualTo(11);
    assertThat(written).containsExactly("work 1", "work 0");
  }

  @Test
  void shouldBeFullByCountAndByBytes() {
    assertThat(filled(Release.IN_ORDER).isFull()).isTrue();
    PendingRecords large = new PendingRecords(Release.IN_ORDER, new Bounds(3, 100, Duration.ZERO));
    assertThat(large.isFull()).isFalse();
    CompletableFuture<Outcome> work = new CompletableFuture<>();
    large.add(1, 100, work);
    assertThat(large.isFull()).isTrue();
    work.complete(new Outcome("", List.of()));
    large.release(outcome -> {});
    assertThat(large.isFull()).isFalse();
    assertThat(large.bytes()).isZero();
  }

  @Test
  void shouldFailTheTaskRatherThanSkipWorkThatBroke() {
    PendingRecords pending = filled(Release.IN_ORDER);
    works.get(0).completeExceptionally(new OutOfMemoryError("made by a test"));
    assertThatThrownBy(() -> release(pending)).hasMessageContaining("offset 10");
  }
}
