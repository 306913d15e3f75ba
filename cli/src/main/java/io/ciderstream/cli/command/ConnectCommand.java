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

/** {@code cider connect}. */
@Command(
    name = "connect",
    mixinStandardHelpOptions = true,
    description = "Runs a Kafka Connect worker with the sink: descriptors become rows in Milvus.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider connect --set kafka.bootstrap=broker:9092 --set index.uri=http://milvus:19530"
    })
public final class ConnectCommand implements Callable<Integer> {
  @Mixin private SettingsOption settings;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Wiring wiring = new Wiring(settings.load());
    Monitoring monitoring = wiring.monitoring();
    var role = new Roles(wiring, monitoring).connect();
    monitoring.complete();
    CommandOutput console = new CommandOutput(spec);
    console.say(
        "the sink runs against %s and %s; its REST API is at %s; Ctrl-C stops it",
        wiring.kafka().bootstrap(),
        wiring.indexAddress(),
        wiring.settings().text("connect.listener"));
    RoleRunner.of(wiring, console).untilStopped(monitoring, role, wiring);
    return 0;
  }
}
