package io.ciderstream.overlap.command;

import io.ciderstream.overlap.AuditListener;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.ProgressBar;

/** Prints what an audit does on standard error, with a bar for each step. */
final class ConsoleListener implements AuditListener {
  private final CommandOutput console;
  private ProgressBar bar;
  private String current;

  ConsoleListener(CommandOutput console) {
    this.console = console;
  }

  @Override
  public void say(String text) {
    console.say("%s", text);
  }

  @Override
  public void show(String step, int done, int all) {
    if (!step.equals(current)) {
      current = step;
      bar = ProgressBar.onStandardError(step);
    }
    bar.show(done, all);
  }
}
