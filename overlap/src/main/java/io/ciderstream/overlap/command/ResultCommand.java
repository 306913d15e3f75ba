package io.ciderstream.overlap.command;

import io.ciderstream.overlap.folder.AuditFolder;
import io.ciderstream.overlap.result.AuditResult;
import io.ciderstream.overlap.result.AutomaticRule;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cider audit-overlap result}. */
@Command(
    name = "result",
    mixinStandardHelpOptions = true,
    description = {
      "Writes exclude.txt, which training reads, report.md and report.json.",
      "A class is excluded if any inspector marked one of its pairs as the same."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider audit-overlap result audit",
      "  ./cider audit-overlap result audit --automatic 30"
    })
public final class ResultCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FOLDER", description = "The folder of the audit.")
  private Path path;

  @Mixin private AutomaticOptions automatic;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    AutomaticRule rule = automatic.rule();
    AuditFolder folder = AuditFolder.existing(Arguments.folder("FOLDER", path));
    print(AuditResult.write(folder, rule), new CommandOutput(spec));
    return 0;
  }

  static void print(AuditResult result, CommandOutput console) {
    console.print("%s", result.summary().text());
    console.print("%s", result.summary().decidedBy());
    console.print("%s and %s are written.", result.exclusions(), result.report());
  }
}
