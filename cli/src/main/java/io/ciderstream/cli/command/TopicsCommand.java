package io.ciderstream.cli.command;

import io.ciderstream.cli.system.Wiring;
import io.ciderstream.streams.runtime.TopicSetup;
import io.ciderstream.terminal.CommandOutput;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cider topics}. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description = "Creates those of the six topics that are missing, as the contract keeps them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider topics --set kafka.bootstrap=broker:9092 --set topics.replication.factor=3"
    })
public final class TopicsCommand implements Callable<Integer> {
  @Mixin private SettingsOption settings;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    try (Wiring wiring = new Wiring(settings.load());
        var admin = wiring.kafka().admin()) {
      TopicSetup topics = wiring.options().topics();
      topics.create(admin);
      CommandOutput console = new CommandOutput(spec);
      topics.plan().forEach(topic -> console.print("%s", topic.name()));
      return 0;
    }
  }
}
