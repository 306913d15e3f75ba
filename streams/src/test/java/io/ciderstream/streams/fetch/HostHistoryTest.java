package io.ciderstream.streams.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HostHistoryTest {
  private static final HostOrigin A = new HostOrigin("a", 80);
  private static final HostOrigin B = new HostOrigin("b", 80);
  private static final URI SOME = URI.create("http://a/some");

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10); // nanoTime may overflow
  private final HostHistory hosts = new HostHistory(now::get);

  @Test
  void shouldCountFromTheFirstFailureAfterTheLastAnswer() {
    assertThat(hosts.isDownFor(A, Duration.ZERO)).isFalse();
    hosts.failed(A);
    now.addAndGet(50);
    hosts.failed(A);
    assertThat(hosts.isDownFor(A, Duration.ofNanos(50))).isTrue();
    assertThat(hosts.isDownFor(A, Duration.ofNanos(51))).isFalse();
    hosts.answered(A, SOME);
    assertThat(hosts.isDownFor(A, Duration.ZERO)).isFalse();
    assertThat(hosts.lastAnswered(A)).contains(SOME);
    hosts.failed(A);
    assertThat(hosts.isDownFor(A, Duration.ofNanos(1))).isFalse();
  }

  @Test
  void shouldTellWhetherAnotherHostHasAnsweredMeanwhile() {
    hosts.answered(B, SOME);
    now.incrementAndGet();
    hosts.failed(A);
    assertThat(hosts.anotherAnswered(A)).isFalse();
    now.incrementAndGet();
    hosts.answered(B, SOME);
    assertThat(hosts.anotherAnswered(A)).isTrue();
  }

  @Test
  void shouldForgetHostsBeyondABound() {
    for (int port = 1; port <= 2000; port++) {
      hosts.failed(new HostOrigin("a", port));
    }
    assertThat(hosts.isDownFor(new HostOrigin("a", 1), Duration.ZERO)).isFalse();
    assertThat(hosts.isDownFor(new HostOrigin("a", 2000), Duration.ZERO)).isTrue();
  }
}
