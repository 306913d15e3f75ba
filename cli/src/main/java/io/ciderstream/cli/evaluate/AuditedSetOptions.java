package io.ciderstream.cli.evaluate;

import io.ciderstream.overlap.command.AuditedSets;
import io.ciderstream.overlap.list.EvaluationSide;
import io.ciderstream.terminal.ArgumentException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that name the evaluation set of an audit. */
public final class AuditedSetOptions implements AuditedSets {
  @Option(
      names = "--evaluation",
      paramLabel = "NAME",
      description = {
        "The evaluation set: roxford5k, rparis6k, oxford5k, paris6k, gldv2-retrieval, labels, or",
        "monuments, which are bundled."
      })
  private String set;

  @Option(
      names = "--images",
      paramLabel = "FOLDER",
      description = "The evaluation pictures, as their data set is unpacked.")
  private Path images;

  @Option(
      names = "--truth",
      paramLabel = "PATH",
      description = {
        "The ground truth, as ./cider evaluate has it: a pickle, a folder of text or CSV files, for",
        "labels a CSV file (file, split, label) or a folder with a folder a label."
      })
  private Path truth;

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "LABEL",
      description = "labels: leave out pictures of these labels.")
  private List<String> without = new ArrayList<>();

  @Option(
      names = "--query",
      split = ",",
      defaultValue = "query",
      paramLabel = "SPLIT",
      description = "labels: the splits that are audited (default: ${DEFAULT-VALUE}).")
  private Set<String> querySplits = new LinkedHashSet<>();

  @Option(
      names = "--with-index",
      description = "Audit the pictures that the set searches too, not its queries alone.")
  private boolean withIndex;

  @Option(
      names = "--index",
      split = ",",
      defaultValue = "database",
      paramLabel = "SPLIT",
      description = "labels: the splits that the set searches (default: ${DEFAULT-VALUE}).")
  private Set<String> indexSplits = new LinkedHashSet<>();

  @Override
  public EvaluationSide side() {
    if (set == null) {
      throw new ArgumentException("--evaluation is missing.");
    }
    SetOptions options = new SetOptions();
    options.images = images;
    options.truth = truth;
    options.without = without;
    options.querySplits = querySplits;
    options.indexSplits = indexSplits;
    return NamedEvaluationSet.of("--evaluation", set).side(options, withIndex);
  }
}
