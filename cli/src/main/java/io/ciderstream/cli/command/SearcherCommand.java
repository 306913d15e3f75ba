package io.ciderstream.cli.command;

import io.ciderstream.cli.system.Roles;
import io.ciderstream.cli.system.ServedModels;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.embedding.OnnxEmbedder;
import io.ciderstream.terminal.CommandOutput;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code cider searcher}. */
@Command(
    name = "searcher",
    mixinStandardHelpOptions = true,
    description = "Runs a searcher: queries become replies.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider searcher --set kafka.bootstrap=broker:9092 --set index.uri=http://milvus:19530"
    })
public final class SearcherCommand extends RoleCommand {
  @Override
  List<AutoCloseable> start(Roles roles, CommandOutput output) throws InterruptedException {
    OnnxEmbedder model = roles.model();
    ServedModels served = roles.served(model);
    return List.of(roles.searcher(model, served), served, model);
  }

  @Override
  String running(Wiring wiring) {
    return "the searcher runs against " + wiring.kafka().bootstrap();
  }
}
