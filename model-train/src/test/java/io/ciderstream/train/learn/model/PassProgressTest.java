package io.ciderstream.train.learn.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class PassProgressTest {
  private Instant now = Instant.EPOCH;
  private final List<String> lines = new ArrayList<>();

  @Test
  void shouldSaySometimesHowFarItIs() {
    IntConsumer progress = new PassProgress(() -> now, lines::add).begin("computing", 5_000);
    progress.accept(16);
    now = now.plusSeconds(10);
    progress.accept(1_200);
    now = now.plusSeconds(9);
    progress.accept(2_000);
    now = now.plusSeconds(1);
    progress.accept(3_000);
    now = now.plusSeconds(20);
    progress.accept(5_000);

    assertThat(lines)
        .containsExactly(
            "computing: 1,200 of 5,000 pictures, 120.0 a second",
            "computing: 3,000 of 5,000 pictures, 150.0 a second");
  }
}
