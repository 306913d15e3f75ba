package io.ciderstream.cli.command;

import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.train.learn.StopRequest;
import java.time.Duration;

/**
 * Lets a training write a checkpoint when the process receives SIGINT (Ctrl-C) or SIGTERM, and
 * prints where it is. The process then ends with the signal's code, 130 or 143.
 */
final class TrainingStop implements AutoCloseable {
  /** Longer than any step of training with its checkpoint. */
  private static final Duration STEP_TIMEOUT = Duration.ofMinutes(10);

  private final StopRequest request = new StopRequest();
  private final CommandOutput console;
  private final String remedy;
  private final Thread hook = new Thread(this::stop, "stop-training");

  /**
   * Begins to wait for a signal.
   *
   * @param remedy how to go on, such as "--resume continues from it"
   */
  TrainingStop(CommandOutput console, String remedy) {
    this.console = console;
    this.remedy = remedy;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  StopRequest request() {
    return request;
  }

  private void stop() {
    request.request();
    try {
      if (request.awaitSaved(STEP_TIMEOUT)) {
        console.say(
            "%s",
            request
                .newest()
                .map(
                    checkpoint ->
                        "stopped; the checkpoint is %s, and %s".formatted(checkpoint, remedy))
                .orElse("stopped before the first step was done, so there is no checkpoint"));
      } else {
        console.say("stopped, but the last steps could not be saved in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the wait for a signal, as the training has ended. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending, so the hook runs
    }
  }
}
