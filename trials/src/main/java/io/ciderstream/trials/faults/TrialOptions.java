package io.ciderstream.trials.faults;

import io.ciderstream.trials.faults.system.TrialSkippedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How trials are run.
 *
 * @param quick whether faults are shorter and fewer
 * @param earlierBuild checkout with a finished build of an earlier version, for a rolling upgrade
 */
public record TrialOptions(boolean quick, Optional<Path> earlierBuild) {
  /**
   * Returns the class path of the earlier build.
   *
   * @throws TrialSkippedException if there is none
   */
  public String earlierClassPath() {
    Path target =
        earlierBuild
            .orElseThrow(() -> new TrialSkippedException("needs --upgrade-from"))
            .toAbsolutePath()
            .resolve("cli/target");
    if (!Files.isDirectory(target.resolve("lib"))) {
      throw new TrialSkippedException("there is no finished build in " + target);
    }
    return "%s:%s/*".formatted(target.resolve("classes"), target.resolve("lib"));
  }
}
