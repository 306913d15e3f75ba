package io.ciderstream.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long now;
  private final InstantSource clock = () -> Instant.ofEpochMilli(now);

  @Test
  void shouldShowRateAndTimeLeftInALineOfItsOwnNowAndThen() {
    ProgressBar progress = progress(false);
    now = 4_000;
    progress.show(10, 100);
    assertThat(text()).isEmpty();
    now = 5_000;
    progress.show(50, 100);
    assertThat(text())
        .isEqualTo("done [###############...............] 50/100  10.0/s  0:05 left\n");
  }

  @Test
  void shouldDrawOverItsLineOnATerminalAndEndWithANewOne() {
    ProgressBar progress = progress(true);
    now = 100;
    progress.show(1, 2);
    now = 200;
    progress.show(2, 2);
    assertThat(text()).startsWith("\rdone").endsWith("2/2  10.0/s  0:00 left\033[K\n");
  }

  private ProgressBar progress(boolean terminal) {
    return new ProgressBar(
        new PrintStream(out, true, StandardCharsets.UTF_8), terminal, clock, "done");
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
