package io.ciderstream.cli.command;

import io.ciderstream.integrity.run.VerificationProgress;
import io.ciderstream.terminal.ProgressBar;

/** Shows the steps of a verification, each as a progress bar on standard error. */
final class VerifyProgress implements VerificationProgress {
  private String current = "";
  private ProgressBar bar;
  private boolean done;

  @Override
  public void show(String step, long finished, long all) {
    if (!step.equals(current)) {
      current = step;
      bar = ProgressBar.onStandardError(step);
      done = false;
    }
    if (!done && all > 0) {
      bar.show(finished, all);
      done = finished >= all;
    }
  }
}
