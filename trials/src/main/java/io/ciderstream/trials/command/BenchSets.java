package io.ciderstream.trials.command;

import io.ciderstream.evaluation.truth.LabelledPictures;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.trials.BenchmarkedSystem;
import io.ciderstream.trials.retrieval.JudgedSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The evaluation sets of a benchmark on the command line. */
final class BenchSets {
  @Option(
      names = "--list",
      paramLabel = "FILE",
      description = {
        "A CSV file (file, split, label) to evaluate on, besides the bundled monuments; its paths are",
        "relative to it."
      })
  private Path list;

  @Option(
      names = "--query",
      split = ",",
      defaultValue = "query",
      paramLabel = "SPLIT",
      description = "The splits of --list that are searched for (default: ${DEFAULT-VALUE}).")
  private Set<String> querySplits = new LinkedHashSet<>();

  @Option(
      names = "--index",
      split = ",",
      defaultValue = "database,distractor",
      paramLabel = "SPLIT",
      description = "The splits of --list that are searched (default: ${DEFAULT-VALUE}).")
  private Set<String> indexSplits = new LinkedHashSet<>();

  @Option(
      names = "--group",
      split = ",",
      paramLabel = "PREFIX",
      description = "Figures also for the queries whose label begins so, and for the rest.")
  private List<String> groups = new ArrayList<>();

  @Option(
      names = "--within",
      split = ",",
      paramLabel = "SPLIT",
      description = "Splits of --list each of whose pictures is searched for among the others.")
  private List<String> within = new ArrayList<>();

  /**
   * Returns the sets, the bundled one last.
   *
   * @throws io.ciderstream.schemas.CiderException DATA_INVALID
   */
  List<JudgedSet> of(BenchmarkedSystem system) {
    List<JudgedSet> sets = new ArrayList<>();
    if (list != null) {
      LabelledPictures pictures =
          LabelledPictures.read(Arguments.file("--list", list), list.toAbsolutePath().getParent());
      sets.add(new JudgedSet("all", pictures.retrieval(querySplits, indexSplits, groups)));
      for (String split : within) {
        sets.add(new JudgedSet(split, pictures.retrieval(Set.of(split), Set.of(split), List.of())));
      }
    }
    sets.add(new JudgedSet("monuments", system.monuments()));
    return sets;
  }
}
