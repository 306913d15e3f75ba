package io.ciderstream.index.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RequestThreadTest {
  private final RequestThread ahead = new RequestThread();
  private final List<String> done = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    ahead.close();
  }

  @Test
  void shouldReturnWhileTheRequestIsOnItsWayAndKeepTheOrder() {
    CountDownLatch answered = new CountDownLatch(1);
    ahead.send(
        () -> {
          awaitQuietly(answered);
          done.add("first");
        });
    assertThat(done).isEmpty();
    answered.countDown();
    ahead.send(() -> done.add("second"));
    ahead.await();
    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void shouldSendNothingAfterAFailure() {
    ahead.send(
        () -> {
          throw new IllegalStateException("refused");
        });
    assertThatThrownBy(() -> ahead.send(() -> done.add("second"))).hasMessage("refused");
    ahead.await();
    assertThat(done).isEmpty();
  }

  @Test
  void shouldWaitForItsRequestThoughInterrupted() {
    CountDownLatch answered = new CountDownLatch(1);
    ahead.send(
        () -> {
          awaitQuietly(answered);
          done.add("first");
        });
    Thread.currentThread().interrupt();
    Thread.ofVirtual().start(answered::countDown);
    ahead.await();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).containsExactly("first");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
