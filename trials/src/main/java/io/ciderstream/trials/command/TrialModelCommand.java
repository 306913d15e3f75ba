package io.ciderstream.trials.command;

import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.TemporaryFolder;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.ReportJson;
import io.ciderstream.trials.faults.change.ModelChange;
import io.ciderstream.trials.faults.change.ModelChangeTrial;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider trial model}. */
@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    description = {
      "Changes the model under a load of pictures and queries, and looks at every reply.",
      "Starts its own broker, registry, Milvus and roles in a temporary folder. cider rebuild is"
          + " killed once and run again, the alias is switched, and new roles take over. Exit code"
          + " 1 if a query failed or met vectors of another model, or the index differs from the"
          + " log."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./cider trial model", "  ./cider trial model --json"})
public final class TrialModelCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Mixin private BenchmarkedSystem system;

  @Spec private CommandSpec spec;

  /** Returns 0 unless something went wrong. */
  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandOutput console = new CommandOutput(spec);
    try (TemporaryFolder folder = TemporaryFolder.make("cider-model-")) {
      ModelChange change =
          new ModelChangeTrial(folder.path(), system, text -> console.say("%s", text)).run();
      if (json) {
        console.print("%s", ReportJson.create().toJson(change));
      } else {
        print(change, console);
      }
      return change.faults().isEmpty() ? 0 : 1;
    }
  }

  private static void print(ModelChange change, CommandOutput console) {
    console.print("%d records of images sent", change.sent());
    change.queries().forEach((model, count) -> console.print("%d replies of %s", count, model));
    console.print("%d failed, %d mixed", change.failed().size(), change.mixed().size());
    console.print("%.0f s to fill, verify and switch", change.rebuildSeconds());
    console.print("%d indexed", change.ends().indexed());
    change.faults().forEach(fault -> console.print("%s", fault));
  }
}
