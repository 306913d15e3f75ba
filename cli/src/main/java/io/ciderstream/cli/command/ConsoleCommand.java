package io.ciderstream.cli.command;

import io.ciderstream.cli.system.Roles;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.monitoring.Monitoring;
import io.ciderstream.terminal.CommandOutput;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cider console}. */
@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    description = "Runs the HTTP gateway and web page: search, add and delete pictures, watch.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider console --set kafka.bootstrap=broker:9092 --set registry.url=http://registry:8081"
    })
public final class ConsoleCommand implements Callable<Integer> {
  @Mixin private SettingsOption settings;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Wiring wiring = new Wiring(settings.load());
    Monitoring monitoring = wiring.monitoring();
    var page = Roles.console(wiring);
    monitoring.complete();
    CommandOutput console = new CommandOutput(spec);
    console.print("%s", page.address());
    console.say("the console runs against %s; Ctrl-C stops it", wiring.kafka().bootstrap());
    RoleRunner.of(wiring, console).untilStopped(monitoring, page, wiring);
    return 0;
  }
}
