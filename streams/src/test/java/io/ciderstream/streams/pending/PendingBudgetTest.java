package io.ciderstream.streams.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class PendingBudgetTest {
  private final PendingBudget budget = new PendingBudget(new Bounds(12, 1200));
  private final PendingBudget.Share one = budget.share();
  private final PendingBudget.Share two = budget.share();

  private static int fill(PendingBudget.Share share, long size) {
    int added = 0;
    while (!share.isFull()) {
      share.add(size);
      added++;
    }
    return added;
  }

  @Test
  void shouldLeaveRoomForOthersWhateverOneTaskTakes() {
    assertThat(fill(one, 1)).isEqualTo(6);
    assertThat(fill(two, 1)).isEqualTo(3);
    two.remove(1);
    assertThat(two.isFull()).isFalse();
    assertThat(one.isFull()).isTrue();
  }

  @Test
  void shouldBoundBytesAsItBoundsRecords() {
    assertThat(fill(one, 200)).isEqualTo(3);
    assertThat(fill(two, 200)).isEqualTo(2);
  }

  @Test
  void shouldAlwaysGrantATaskOneRecord() {
    one.add(5000);
    assertThat(one.isFull()).isTrue();
    assertThat(two.isFull()).isFalse();
    two.add(5000);
    assertThat(two.isFull()).isTrue();
  }

  @Test
  void shouldSayThatItIsNearlyFullWhileOneFetchStillFits() {
    PendingBudget.Share share = new PendingBudget(new Bounds(160, 1 << 20)).share();
    while (!share.isNearlyFull()) {
      share.add(1);
    }
    assertThat(fill(share, 1)).isGreaterThanOrEqualTo(new Bounds(160, 1 << 20).batchRecords() / 2);
  }

  @Test
  void shouldHoldBackWorkThatNeedsMoreThanIsLeftUntilOthersGiveBack() {
    one.add(0).becomeFirst();
    PendingBudget.Lease large = one.add(0);
    PendingBudget.Lease waiting = one.add(0);
    reserve(large, 500).join();
    CompletableFuture<Void> reserved = reserve(waiting, 500);
    assertThat(one.bytes()).isEqualTo(500);
    assertThat(reserved).isNotDone();
    large.end();
    reserved.join();
    assertThat(one.bytes()).isEqualTo(500);
    waiting.release(10_000); // no more than it holds
    assertThat(one.bytes()).isZero();
  }

  @Test
  void shouldNeverHoldBackTheFirstRecordOfATask() {
    PendingBudget.Lease first = one.add(0);
    CompletableFuture<Void> reserved = reserve(first, 10_000);
    first.becomeFirst();
    reserved.join();
    assertThat(one.bytes()).isEqualTo(10_000);
    PendingBudget.Lease other = two.add(0);
    other.becomeFirst();
    reserve(other, 10_000).join();
  }

  @Test
  void shouldCountNothingForWorkThatHasEnded() {
    PendingBudget.Lease lease = one.add(0);
    lease.becomeFirst();
    reserve(lease, 100).join();
    lease.end();
    reserve(lease, 100).join();
    assertThat(one.bytes()).isZero();
  }

  @Test
  void shouldGiveUpWaitingWhenInterrupted() {
    PendingBudget.Lease lease = one.add(0);
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    lease.reserve(10_000);
                    ended.complete(null);
                  } catch (InterruptedException e) {
                    ended.complete(e);
                  }
                });
    await().until(() -> thread.getState() == Thread.State.WAITING);
    thread.interrupt();
    assertThat(ended.join()).isInstanceOf(InterruptedException.class);
    assertThat(one.bytes()).isZero();
  }

  private static CompletableFuture<Void> reserve(PendingBudget.Lease lease, long bytes) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            lease.reserve(bytes);
          } catch (InterruptedException e) {
            throw new CompletionException(e);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }
}
