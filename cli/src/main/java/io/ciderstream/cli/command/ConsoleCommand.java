package io.ciderstream.cli.command;

import io.ciderstream.cli.console.ConsoleRole;
import io.ciderstream.cli.system.Roles;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.console.Console;
import io.ciderstream.terminal.CommandOutput;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code cider console}. */
@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    description = "Runs the HTTP gateway and web page: search, add and delete pictures, watch.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider console --set kafka.bootstrap=broker:9092 --set registry.url=http://registry:8081"
    })
public final class ConsoleCommand extends RoleCommand {
  @Override
  List<AutoCloseable> start(Roles roles, CommandOutput output) {
    Console console = ConsoleRole.start(roles.wiring());
    output.print("%s", console.address());
    return List.of(console);
  }

  @Override
  String running(Wiring wiring) {
    return "the console runs against " + wiring.kafka().bootstrap();
  }
}
