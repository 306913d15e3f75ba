package io.ciderstream.cli.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that name what is evaluated. */
public final class SetOptions {
  @Option(
      names = "--images",
      paramLabel = "FOLDER",
      description = "The pictures, as their data set is unpacked.")
  Path images;

  @Option(
      names = "--truth",
      paramLabel = "PATH",
      description = {
        "The ground truth: the pickle of roxford5k and rparis6k; the folder of text files or a pickle",
        "of oxford5k and paris6k; the folder of gldv2's CSV files; for labels a CSV file (file, split,",
        "label) or a folder with a folder a label. By default below --images."
      })
  Path truth;

  @Option(
      names = "--distractors",
      paramLabel = "FILE",
      description = {
        "More pictures to search, none of which is relevant: a list of one path a line, or a CSV file with",
        "the column file; paths are relative to it."
      })
  Path distractors;

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "LABEL",
      description = "labels, and distractors of a CSV file: leave out pictures of these labels.")
  List<String> without = new ArrayList<>();

  @Option(
      names = "--query",
      split = ",",
      defaultValue = "query",
      paramLabel = "SPLIT",
      description = "labels: the splits that are searched for (default: ${DEFAULT-VALUE}).")
  Set<String> querySplits = new LinkedHashSet<>();

  @Option(
      names = "--index",
      split = ",",
      defaultValue = "database,distractor",
      paramLabel = "SPLIT",
      description = {
        "labels: the splits that are searched (default: ${DEFAULT-VALUE}). Where it is the one of",
        "--query, each picture is searched for among the others."
      })
  Set<String> indexSplits = new LinkedHashSet<>();

  @Option(
      names = "--group",
      split = ",",
      paramLabel = "PREFIX",
      description = "labels: figures also for the queries whose label begins so, and for the rest.")
  List<String> groups = new ArrayList<>();
}
