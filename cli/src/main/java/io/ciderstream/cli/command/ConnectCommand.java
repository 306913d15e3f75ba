package io.ciderstream.cli.command;

import io.ciderstream.cli.settings.ConnectSettings;
import io.ciderstream.cli.system.Roles;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.terminal.CommandOutput;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code cider connect}. */
@Command(
    name = "connect",
    mixinStandardHelpOptions = true,
    description = "Runs a Kafka Connect worker with the sink: descriptors become rows in Milvus.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider connect --set kafka.bootstrap=broker:9092 --set index.uri=http://milvus:19530"
    })
public final class ConnectCommand extends RoleCommand {
  @Override
  List<AutoCloseable> start(Roles roles, CommandOutput output) {
    return List.of(roles.connect());
  }

  @Override
  String running(Wiring wiring) {
    return "the sink runs against %s and %s; its REST API is at %s"
        .formatted(
            wiring.kafka().bootstrap(),
            wiring.indexAddress(),
            wiring.settings().text(ConnectSettings.LISTENER));
  }
}
