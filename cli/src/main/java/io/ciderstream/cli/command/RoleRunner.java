package io.ciderstream.cli.command;

import io.ciderstream.cli.settings.SystemSettings;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.terminal.CommandOutput;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Keeps a role running until the process is asked to stop, then closes it in order, in time. */
final class RoleRunner {
  /** Exit code of a process that did not stop in time by itself. */
  static final int FORCED = 3;

  private final Duration timeout;
  private final CommandOutput console;

  RoleRunner(Duration timeout, CommandOutput console) {
    this.timeout = timeout;
    this.console = console;
  }

  static RoleRunner of(Wiring wiring, CommandOutput console) {
    return new RoleRunner(wiring.options().stopTimeout(), console);
  }

  /**
   * Blocks until Ctrl-C or SIGTERM.
   *
   * @param parts closed from the first to the last
   */
  void untilStopped(AutoCloseable... parts) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    closeAtExit(parts);
    never.await();
  }

  /** Closes the parts when the process ends, which it does when the time is over. */
  void closeAtExit(AutoCloseable... parts) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  long start = System.nanoTime();
                  if (!stop(parts)) {
                    Runtime.getRuntime().halt(FORCED);
                  }
                  haltAfter(timeout.minusNanos(System.nanoTime() - start));
                },
                "stop"));
  }

  /** Limits the hooks of libraries: Kafka Connect's waits a minute for a broker that is away. */
  private void haltAfter(Duration left) {
    Thread.ofPlatform()
        .daemon()
        .name("halt")
        .start(
            () -> {
              try {
                Thread.sleep(left);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              sayForced();
              Runtime.getRuntime().halt(FORCED);
            });
  }

  /** Closes the parts; returns false if that took longer than the timeout. */
  boolean stop(AutoCloseable... parts) {
    Thread closing = Thread.ofPlatform().daemon().name("close").start(() -> close(parts));
    try {
      if (closing.join(timeout)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sayForced();
    return false;
  }

  private void sayForced() {
    console.say(
        "not stopped within %s=%d, so it ends by force; nothing is lost, pending records"
            + " are processed again",
        SystemSettings.STOP_TIMEOUT, timeout.toMillis());
  }

  private void close(AutoCloseable... parts) {
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        console.say("%s did not stop cleanly: %s", part.getClass().getSimpleName(), e);
      }
    }
  }
}
