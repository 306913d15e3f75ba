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

/** {@code cider searcher}. */
@Command(
    name = "searcher",
    mixinStandardHelpOptions = true,
    description = "Runs a searcher: queries become replies.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider searcher --set kafka.bootstrap=broker:9092 --set index.uri=http://milvus:19530"
    })
public final class SearcherCommand implements Callable<Integer> {
  @Mixin private SettingsOption settings;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Wiring wiring = new Wiring(settings.load());
    Monitoring monitoring = wiring.monitoring();
    Roles roles = new Roles(wiring, monitoring);
    var model = roles.model();
    var role = roles.searcher(model);
    monitoring.complete();
    CommandOutput console = new CommandOutput(spec);
    console.say("the searcher runs against %s; Ctrl-C stops it", wiring.kafka().bootstrap());
    RoleRunner.of(wiring, console).untilStopped(monitoring, role, model, wiring);
    return 0;
  }
}
