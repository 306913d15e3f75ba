package io.ciderstream.cli.command;

import io.ciderstream.cli.system.Wiring;
import io.ciderstream.monitoring.Tracing;
import io.ciderstream.terminal.CommandOutput;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cider ingest}. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = {
      "Produces a folder's pictures and waits until each can be found or was rejected.",
      "Pictures are recognised by their content; what is skipped is listed by file extension."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:something is indexed; pictures may have been skipped or rejected",
      "1:nothing is indexed, or a file or folder cannot be read"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./cider ingest ~/Pictures", "  ./cider ingest --json ~/Pictures"})
public final class IngestCommand implements Callable<Integer> {
  @Mixin private SettingsOption settings;

  @Parameters(
      paramLabel = "FOLDER",
      description = "The folder of the pictures; a picture's id is its path below it.")
  private Path folder;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandOutput console = new CommandOutput(spec);
    try (Wiring wiring = new Wiring(settings.load());
        Tracing tracing = wiring.tracing()) {
      FolderIngest ingest = new FolderIngest(wiring, console, json);
      ingest.run(folder);
      return ingest.isComplete() ? 0 : 1;
    }
  }
}
