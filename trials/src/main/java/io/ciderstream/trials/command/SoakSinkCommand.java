package io.ciderstream.trials.command;

import io.ciderstream.schemas.Durations;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.TemporaryFolder;
import io.ciderstream.terminal.TextTable;
import io.ciderstream.trials.sink.IndexDifferences;
import io.ciderstream.trials.sink.RecordFormat;
import io.ciderstream.trials.sink.SinkSoak;
import io.ciderstream.trials.sink.SinkTestBed;
import io.ciderstream.trials.sink.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider soak sink}. */
@Command(
    name = "sink",
    mixinStandardHelpOptions = true,
    description = {
      "Compares the index with the topic after outages of the sink's Milvus.",
      "Writes updates and tombstones over a set of keys while Connect workers come and go, tasks are",
      "added, and Milvus is cut off, killed three times and frozen; then compares key by key. Starts",
      "its own servers in a temporary folder. Exit code 1 if they differ."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider soak sink",
      "  ./cider soak sink --server 2.3.5 --updates 2000000 --keys 200000"
    })
public final class SoakSinkCommand implements Callable<Integer> {
  @Option(
      names = "--server",
      defaultValue = "lite",
      description = "lite, or 2.3.5 for the genuine server (default: ${DEFAULT-VALUE}).")
  private String server;

  @Option(
      names = "--records",
      defaultValue = "descriptors",
      description =
          "descriptors, any (as the sink takes records that are not cider-stream's), or guarded"
              + " (any, with position.guard; default: ${DEFAULT-VALUE}).")
  private RecordFormat records;

  @Option(
      names = "--updates",
      defaultValue = "2000000",
      description = "Records in all (default: ${DEFAULT-VALUE}).")
  private long updates;

  @Option(
      names = "--keys",
      defaultValue = "200000",
      description = "Different keys (default: ${DEFAULT-VALUE}).")
  private int keys;

  @Option(
      names = "--dimension",
      defaultValue = "32",
      description = "Of the vectors (default: ${DEFAULT-VALUE}).")
  private int dimension;

  @Option(
      names = "--outage",
      defaultValue = "120",
      description = "Seconds that Milvus cannot be reached (default: ${DEFAULT-VALUE}).")
  private long outage;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Arguments.atLeast("--updates", updates, 1);
    Arguments.atLeast("--keys", keys, 1);
    Arguments.atLeast("--dimension", dimension, 1);
    Arguments.atLeast("--outage", outage, 0);
    CommandOutput console = new CommandOutput(spec);
    Workload workload = Workload.mixed(updates, keys, dimension, 4);
    try (TemporaryFolder folder = TemporaryFolder.make("cider-soak-");
        SinkTestBed sink =
            SinkTestBed.start(
                workload,
                records,
                folder.path(),
                ServerOption.named(spec, server),
                Map.of("consumer.override.max.poll.records", "2000"))) {
      long start = System.nanoTime();
      IndexDifferences findings =
          new SinkSoak(sink, Duration.ofSeconds(outage), text -> console.say("%s", text)).run();
      long dead = sink.deadLetters();
      TextTable table =
          new TextTable("after " + Durations.text(Duration.ofNanos(System.nanoTime() - start)), "");
      table.add("rows expected from the topic", findings.rows());
      table.add("keys without a row", findings.missing());
      table.add("rows too many", findings.surplus());
      table.add("rows that are not their key's last", findings.stale());
      table.add("rows with another vector", findings.damaged());
      table.add("dead letters", dead);
      console.print("%s", table);
      return findings.same() && dead == 0 ? 0 : 1;
    }
  }
}
