package io.ciderstream.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;

/** A progress bar with rate and time left; where the output is no terminal, a line now and then. */
public final class ProgressBar {
  private static final int WIDTH = 30;

  private final PrintStream out;
  private final boolean terminal;
  private final InstantSource clock;
  private final String label;
  private final long start;
  private long lastPrint;

  /**
   * Starts the clock.
   *
   * @param terminal whether the line may be drawn over
   * @param label what is counted
   */
  public ProgressBar(PrintStream out, boolean terminal, InstantSource clock, String label) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
    this.label = label;
    this.start = clock.millis();
    this.lastPrint = start;
  }

  /**
   * Shows the progress of a command on standard error.
   *
   * @param label what is counted
   */
  public static ProgressBar onStandardError(String label) {
    return new ProgressBar(
        System.err, Boolean.getBoolean("cider.terminal"), InstantSource.system(), label);
  }

  /** Shows how much is done; cheap to call often. */
  public void show(long done, long all) {
    show(done, all, "");
  }

  /**
   * Shows how much is done; cheap to call often.
   *
   * @param note shown at the end of the line
   */
  public void show(long done, long all, String note) {
    long now = clock.millis();
    boolean last = done >= all;
    if (!last && now - lastPrint < (terminal ? 100 : 5_000)) {
      return;
    }
    lastPrint = now;
    double rate = done * 1e3 / Math.max(1, now - start);
    String left = rate > 0 ? time(Duration.ofMillis((long) ((all - done) / rate * 1e3))) : "?";
    String text =
        "%s %s %d/%d  %.1f/s  %s left".formatted(label, bar(done, all), done, all, rate, left)
            + (note.isEmpty() ? "" : "  " + note);
    out.print(terminal ? "\r" + text + "\033[K" + (last ? "\n" : "") : text + "\n");
    out.flush();
  }

  private static String bar(long done, long all) {
    int filled = all == 0 ? WIDTH : (int) (WIDTH * done / all);
    return "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "]";
  }

  private static String time(Duration d) {
    return "%d:%02d".formatted(d.toMinutes(), d.toSecondsPart());
  }
}
