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

/** {@code cider embedder}. */
@Command(
    name = "embedder",
    mixinStandardHelpOptions = true,
    description = "Runs an embedder: images become descriptors.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider embedder --set kafka.bootstrap=broker:9092 --set registry.url=http://registry:8081",
      "  CIDER_HEAP=4g ./cider embedder --settings production.yaml --set metrics.port=9464"
    })
public final class EmbedderCommand implements Callable<Integer> {
  @Mixin private SettingsOption settings;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Wiring wiring = new Wiring(settings.load());
    Monitoring monitoring = wiring.monitoring();
    Roles roles = new Roles(wiring, monitoring);
    var model = roles.model();
    var role = roles.embedder(model);
    monitoring.complete();
    CommandOutput console = new CommandOutput(spec);
    console.say("the embedder runs against %s; Ctrl-C stops it", wiring.kafka().bootstrap());
    RoleRunner.of(wiring, console).untilStopped(monitoring, role, model, wiring);
    return 0;
  }
}
