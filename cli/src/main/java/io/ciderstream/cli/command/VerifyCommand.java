package io.ciderstream.cli.command;

import io.ciderstream.cli.system.IndexIntegrity;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.integrity.IndexVerification;
import io.ciderstream.integrity.repair.Repair;
import io.ciderstream.integrity.repair.RepairResult;
import io.ciderstream.integrity.result.VerificationResult;
import io.ciderstream.integrity.run.Findings;
import io.ciderstream.integrity.run.IntegrityOptions;
import io.ciderstream.integrity.run.WaitClock;
import io.ciderstream.terminal.ArgumentException;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
    description = {
      "Says whether the index is equal to the log.",
      "Compares the last record of each image with its row in Milvus, up to the position that the"
          + " log has now, while the system runs, and says how each image record ended. Needs about"
          + " 300 bytes of disk for each image."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:equal, or --repair has made it equal",
      "1:different, or the roles did not reach the position in time",
      "2:not compared: wrong usage or settings, a topic or the index is missing, a server is"
          + " unreachable, or another failure"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider verify",
      "  ./cider verify --sample 1% --json",
      "  ./cider verify --repair"
    })
public final class VerifyCommand implements Callable<Integer> {
  private static final Duration REPAIR_WAIT = Duration.ofMinutes(2);

  @Mixin private SettingsOption settings;

  @Option(
      names = "--repair",
      description =
          "Append the last record of each image that differs to the log again, for the roles to"
              + " take. Nothing is written to Milvus directly.")
  private boolean repair;

  @Option(
      names = "--sample",
      paramLabel = "SHARE",
      defaultValue = "100%",
      description =
          "Compare this share of the images, such as 1%%, chosen by the hash of their ids (default:"
              + " all).")
  private String sample;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Name so many images that differ (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long the roles may take to reach the position (default: ${DEFAULT-VALUE}).")
  private int wait;

  @Option(
      names = "--settle",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description =
          "A difference must last so long while it is read again (default: ${DEFAULT-VALUE}).")
  private int settle;

  @Option(
      names = "--min-cosine",
      paramLabel = "COSINE",
      defaultValue = "0.9999",
      description = "Vectors with a smaller cosine differ (default: ${DEFAULT-VALUE}).")
  private double minCosine;

  @Option(
      names = "--allow-pending",
      description = "Exit with 0 if nothing differs but some records are not in the index yet.")
  private boolean allowPending;

  @Option(
      names = "--temp",
      paramLabel = "FOLDER",
      description = "Where the temporary files are (default: the system's folder).")
  private Path temp = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandOutput console = new CommandOutput(spec);
    IntegrityOptions options = options();
    try (Wiring wiring = new Wiring(settings.load());
        IndexIntegrity integrity = IndexIntegrity.open(wiring)) {
      VerifyProgress progress = new VerifyProgress();
      Findings findings =
          IndexVerification.find(integrity.system(), options, progress, WaitClock.SYSTEM);
      VerificationResult result = findings.result();
      RepairResult repaired =
          repair && !findings.differing().isEmpty()
              ? new Repair(integrity.system(), findings, REPAIR_WAIT, WaitClock.SYSTEM)
                  .run(progress)
              : null;
      print(console, result, repaired);
      return code(result, repaired);
    }
  }

  private IntegrityOptions options() {
    if (!(minCosine > 0 && minCosine <= 1)) {
      throw new ArgumentException(
          "--min-cosine is %s, but must be above 0 and at most 1.".formatted(minCosine));
    }
    return IntegrityOptions.in(Arguments.folder("--temp", temp))
        .withShare(share())
        .withLimit((int) Arguments.within("--limit", limit, 0, 100_000))
        .withMinCosine(minCosine)
        .withTimes(
            Duration.ofSeconds(Arguments.within("--wait", wait, 0, 86_400)),
            Duration.ofSeconds(Arguments.within("--settle", settle, 0, 3_600)));
  }

  private double share() {
    try {
      String text = sample.strip();
      double share =
          text.endsWith("%")
              ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
              : Double.parseDouble(text);
      if (share > 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new ArgumentException(
        "--sample is %s, but must be above 0%% and at most 100%%, such as 1%%.".formatted(sample));
  }

  private void print(CommandOutput console, VerificationResult result, RepairResult repaired) {
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("verdict", result.verdict());
      all.put("result", result);
      all.put("repair", repaired);
      console.print("%s", Json.of(all));
    } else {
      console.print("%s", VerifyText.of(result, repaired));
    }
  }

  private int code(VerificationResult result, RepairResult repaired) {
    return switch (result.verdict()) {
      case EQUAL -> 0;
      case BEHIND -> allowPending ? 0 : 1;
      case DIFFERENT -> {
        boolean all = repaired != null && repaired.left().isEmpty();
        boolean behind = result.ids().pending() > 0 && !allowPending;
        yield all && !behind && result.ids().differing().unconfirmed() == 0 ? 0 : 1;
      }
    };
  }
}
