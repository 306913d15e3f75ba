package io.ciderstream.cli.command;

import io.ciderstream.cli.system.Roles;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.monitoring.Monitoring;
import io.ciderstream.terminal.CommandOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs one role in this process until the process is asked to stop. */
abstract class RoleCommand implements Callable<Integer> {
  @Mixin private SettingsOption settings;
  @Spec private CommandSpec spec;

  /**
   * Starts the role.
   *
   * @return what must be closed, in this order
   */
  abstract List<AutoCloseable> start(Roles roles, CommandOutput output) throws InterruptedException;

  /** Returns a sentence that says what runs, and against which servers. */
  abstract String running(Wiring wiring);

  @Override
  public Integer call() throws InterruptedException {
    CommandOutput output = new CommandOutput(spec);
    Wiring wiring = new Wiring(settings.load());
    Monitoring monitoring = wiring.monitoring();
    List<AutoCloseable> parts = new ArrayList<>(List.of(monitoring));
    parts.addAll(start(new Roles(wiring, monitoring), output));
    parts.add(wiring);
    monitoring.complete();
    output.say("%s; Ctrl-C stops it", running(wiring));
    RoleRunner.of(wiring, output).untilStopped(parts.toArray(AutoCloseable[]::new));
    return 0;
  }
}
