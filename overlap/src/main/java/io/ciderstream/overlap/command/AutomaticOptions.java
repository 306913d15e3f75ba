package io.ciderstream.overlap.command;

import io.ciderstream.overlap.result.AutomaticRule;
import io.ciderstream.terminal.ArgumentException;
import io.ciderstream.terminal.Arguments;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that decide without inspectors. */
final class AutomaticOptions {
  @Option(
      names = "--automatic",
      paramLabel = "INLIERS",
      description = {
        "Decide about pairs that nobody marked: those of at least so many inliers show the same."
      })
  private Integer inliers;

  @Option(
      names = "--automatic-suspicion",
      paramLabel = "NUMBER",
      description = {
        "The same for pairs of at least this suspicion: the cosine, plus up to 1 for inliers, plus 0.25",
        "if the names agree."
      })
  private Double suspicion;

  /** Returns the rule, checked. */
  AutomaticRule rule() {
    if (inliers != null) {
      Arguments.atLeast("--automatic", inliers, 1);
    }
    if (suspicion != null && !(suspicion > 0)) {
      throw new ArgumentException(
          "--automatic-suspicion is %s, but must be above 0.".formatted(suspicion));
    }
    return new AutomaticRule(Optional.ofNullable(inliers), Optional.ofNullable(suspicion));
  }
}
