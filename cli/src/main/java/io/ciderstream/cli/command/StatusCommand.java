package io.ciderstream.cli.command;

import io.ciderstream.cli.system.Wiring;
import io.ciderstream.terminal.CommandOutput;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows topics, roles and lag, rows in the index, model and health.",
      "Transaction markers count as offsets: with nothing left to do, the sink can have a lag of one"
          + " for each partition."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:healthy", "1:something is unreachable or not running"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider status",
      "  ./cider status --json --set kafka.bootstrap=broker:9092 --set index.uri=http://milvus:19530"
    })
public final class StatusCommand implements Callable<Integer> {
  @Mixin private SettingsOption settings;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (Wiring wiring = new Wiring(settings.load())) {
      StatusReport report = StatusReport.of(wiring);
      new CommandOutput(spec).print("%s", json ? Json.of(report) : report.text());
      return report.healthy() ? 0 : 1;
    }
  }
}
