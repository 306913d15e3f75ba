package io.ciderstream.cli.command;

import java.util.concurrent.CountDownLatch;

/** Keeps a role running until the process is told to stop, then closes it in order. */
final class RoleRunner {
  private RoleRunner() {}

  /**
   * Blocks until Ctrl-C or SIGTERM.
   *
   * @param parts closed from the first to the last
   */
  static void untilStopped(AutoCloseable... parts) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    closeAtExit(parts);
    never.await();
  }

  /** Closes the parts when the process ends. */
  static void closeAtExit(AutoCloseable... parts) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  for (AutoCloseable part : parts) {
                    try {
                      part.close();
                    } catch (Exception e) {
                      System.err.println("cider: " + part + " did not stop in order: " + e);
                    }
                  }
                },
                "stop"));
  }
}
