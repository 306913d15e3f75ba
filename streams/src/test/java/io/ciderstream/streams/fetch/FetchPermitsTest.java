package io.ciderstream.streams.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class FetchPermitsTest {
  private static final HostOrigin SLOW = new HostOrigin("slow", 80);
  private static final HostOrigin OTHER = new HostOrigin("other", 80);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void shouldLeaveRoomForOthersWhileOneHostIsSlow() throws Exception {
    FetchPermits permits = new FetchPermits(new FetchBounds(4, 3, 1 << 20, 1 << 30));
    List<FetchPermits.Permit> slow = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      slow.add(permits.acquire(SLOW, LONG));
    }
    List<Future<FetchPermits.Permit>> waiting = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      waiting.add(threads.submit(() -> permits.acquire(SLOW, LONG)));
    }
    for (int i = 0; i < 10; i++) {
      permits.acquire(OTHER, LONG).close(); // although a hundred came before
    }
    assertThat(waiting).noneMatch(Future::isDone);
    slow.getFirst().close();
    await().until(() -> waiting.stream().filter(Future::isDone).count() == 1);
  }

  @Test
  void shouldBoundFetchesOverAllHosts() throws Exception {
    FetchPermits permits = new FetchPermits(new FetchBounds(2, 2, 1 << 20, 1 << 30));
    FetchPermits.Permit first = permits.acquire(SLOW, LONG);
    permits.acquire(OTHER, LONG);
    HostOrigin third = new HostOrigin("third", 80);
    assertThatThrownBy(() -> permits.acquire(third, Duration.ofMillis(10)))
        .isInstanceOf(TimeoutException.class);
    first.fetched();
    permits.acquire(third, LONG).close();
  }

  @Test
  void shouldBoundBytesUntilTheyAreGivenBack() throws Exception {
    FetchPermits permits = new FetchPermits(new FetchBounds(9, 9, 1 << 20, 2 << 20));
    FetchPermits.Permit small = permits.acquire(SLOW, LONG);
    small.shrinkTo(1000);
    small.fetched();
    FetchPermits.Permit large = permits.acquire(SLOW, LONG);
    large.fetched();
    assertThatThrownBy(() -> permits.acquire(OTHER, Duration.ofMillis(10)))
        .isInstanceOf(TimeoutException.class);
    small.close();
    small.close(); // once more changes nothing
    permits.acquire(OTHER, LONG).close();
    large.shrinkTo(5 << 20); // nor does it grow
    permits.acquire(OTHER, LONG).close();
  }

  @Test
  void shouldLetOnePictureExceedTheBytes() throws Exception {
    FetchPermits permits = new FetchPermits(new FetchBounds(9, 9, 20 << 20, 1));
    FetchPermits.Permit only = permits.acquire(SLOW, LONG);
    assertThatThrownBy(() -> permits.acquire(OTHER, Duration.ofMillis(10)))
        .isInstanceOf(TimeoutException.class);
    only.close();
    permits.acquire(OTHER, LONG).close();
  }
}
