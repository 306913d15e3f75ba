package io.ciderstream.train.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PrefetchTest {
  @Test
  void shouldKeepTheNextStepsUnderWayAndStopAtTheLast() {
    List<Long> started = new ArrayList<>();
    Prefetch<Long> prefetch =
        new Prefetch<>(
            step -> {
              started.add(step);
              return CompletableFuture.completedFuture(step);
            },
            3,
            7,
            2);

    assertThat(prefetch.take()).isEqualTo(3);
    assertThat(started).containsExactly(3L, 4L, 5L);
    assertThat(prefetch.take()).isEqualTo(4);
    assertThat(prefetch.take()).isEqualTo(5);
    assertThat(prefetch.take()).isEqualTo(6);
    assertThat(started).containsExactly(3L, 4L, 5L, 6L);
  }
}
