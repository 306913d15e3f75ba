package io.ciderstream.cli.command;

import io.ciderstream.cli.system.Roles;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.embedding.OnnxEmbedder;
import io.ciderstream.terminal.CommandOutput;
import java.util.List;
import picocli.CommandLine.Command;

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
public final class EmbedderCommand extends RoleCommand {
  @Override
  List<AutoCloseable> start(Roles roles, CommandOutput output) throws InterruptedException {
    OnnxEmbedder model = roles.model();
    return List.of(roles.embedder(model), model);
  }

  @Override
  String running(Wiring wiring) {
    return "the embedder runs against " + wiring.kafka().bootstrap();
  }
}
