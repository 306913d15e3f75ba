package io.ciderstream.evaluation.truth;

import io.ciderstream.evaluation.csv.Csv;
import io.ciderstream.evaluation.csv.FileNames;
import io.ciderstream.evaluation.csv.LabelConsistency;
import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.evaluation.metric.AveragePrecision;
import io.ciderstream.evaluation.metric.Protocol;
import io.ciderstream.evaluation.metric.Truth;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Pictures with labels and splits.
 *
 * @param pictures the pictures
 * @param labels one a picture
 * @param splits one a picture
 */
public record LabelledPictures(
    List<EvaluationImage> pictures, List<String> labels, List<String> splits) {
  /** The split of the pictures of a folder, which says nothing about splits. */
  public static final String ALL = "all";

  public LabelledPictures {
    pictures = List.copyOf(pictures);
    labels = List.copyOf(labels);
    splits = List.copyOf(splits);
  }

  /**
   * Reads a CSV file with the columns {@code file}, {@code split} and {@code label}, or a folder
   * with a folder of pictures for each label.
   *
   * @param source the file or the folder
   * @param images what the file's paths are below
   * @throws CiderException DATA_INVALID
   */
  public static LabelledPictures read(Path source, Path images) {
    List<EvaluationImage> pictures = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    List<String> splits = new ArrayList<>();
    if (Files.isDirectory(source)) {
      List<Path> files = filesBelow(source);
      if (files.isEmpty()) {
        throw Truths.refused(
            source, "it has no folder with pictures in it, one folder for each label", null);
      }
      for (Path file : files) {
        pictures.add(EvaluationImage.whole(source.relativize(file).toString(), file));
        labels.add(source.relativize(file.getParent()).toString());
        splits.add(ALL);
      }
    } else {
      LabelConsistency oneLabel = new LabelConsistency();
      Csv.read(
          source,
          List.of("file", "split", "label"),
          line -> {
            String file = FileNames.normal(line.get("file"));
            oneLabel.require(file, line.get("label"), line);
            pictures.add(EvaluationImage.whole(file, images.resolve(file)));
            labels.add(line.get("label"));
            splits.add(line.get("split"));
          });
    }
    return new LabelledPictures(pictures, labels, splits);
  }

  private static List<Path> filesBelow(Path folder) {
    try (Stream<Path> files = Files.walk(folder, 2, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(file -> FileNames.isImage(file) && !file.getParent().equals(folder))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw Truths.unreadable(folder, e);
    }
  }

  /** Returns the label of each picture by its id. */
  public Map<String, String> labelsById() {
    Map<String, String> byId = new HashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      byId.put(pictures.get(i).id(), labels.get(i));
    }
    return byId;
  }

  /**
   * Returns the pictures without those of some labels.
   *
   * @throws CiderException DATA_INVALID if one of them is no picture's
   */
  public LabelledPictures without(Collection<String> left) {
    for (String label : left) {
      if (!labels.contains(label)) {
        throw new CiderException(
            ErrorCode.DATA_INVALID,
            "No picture has the label '%s' that is to be left out.".formatted(label));
      }
    }
    int[] kept =
        IntStream.range(0, labels.size()).filter(i -> !left.contains(labels.get(i))).toArray();
    return new LabelledPictures(
        IntStream.of(kept).mapToObj(pictures::get).toList(),
        IntStream.of(kept).mapToObj(labels::get).toList(),
        IntStream.of(kept).mapToObj(splits::get).toList());
  }

  /**
   * Returns the pictures of some splits.
   *
   * @throws CiderException DATA_INVALID if there is none
   */
  public List<EvaluationImage> ofSplits(Set<String> selected) {
    return IntStream.of(rows(selected)).mapToObj(pictures::get).toList();
  }

  /**
   * Returns retrieval by label, judged by trapezoid AP over all queries, then, if there are groups,
   * over the queries of each and over the rest. A picture in both a query and an index split
   * doesn't find itself.
   *
   * @param querySplits whose pictures are searched for
   * @param indexSplits whose pictures are searched
   * @param groups beginnings of labels
   * @throws CiderException DATA_INVALID if either is without pictures, or a group without queries
   */
  public RetrievalSet retrieval(
      Set<String> querySplits, Set<String> indexSplits, List<String> groups) {
    int[] queries = rows(querySplits);
    int[] index = rows(indexSplits);
    List<Truth> truths = Truth.byLabel(labels, queries, index);
    List<Protocol> protocols = new ArrayList<>();
    protocols.add(protocol("all", truths, queries, label -> true));
    for (String group : groups) {
      if (IntStream.of(queries).noneMatch(query -> labels.get(query).startsWith(group))) {
        throw new CiderException(
            ErrorCode.DATA_INVALID, "No query has a label that begins with '%s'.".formatted(group));
      }
      protocols.add(protocol(group, truths, queries, label -> label.startsWith(group)));
    }
    if (!groups.isEmpty()) {
      protocols.add(
          protocol(
              "other", truths, queries, label -> groups.stream().noneMatch(label::startsWith)));
    }
    return new RetrievalSet(
        IntStream.of(queries).mapToObj(pictures::get).toList(),
        IntStream.of(index).mapToObj(pictures::get).toList(),
        protocols);
  }

  private Protocol protocol(
      String name, List<Truth> truths, int[] queries, Predicate<String> labelled) {
    return Protocol.of(
        name,
        truths,
        query -> labelled.test(labels.get(queries[query])),
        AveragePrecision.TRAPEZOID);
  }

  private int[] rows(Set<String> selected) {
    int[] rows =
        IntStream.range(0, splits.size()).filter(i -> selected.contains(splits.get(i))).toArray();
    if (rows.length == 0) {
      throw new CiderException(
          ErrorCode.DATA_INVALID,
          "No picture is of the splits %s; there are %s."
              .formatted(selected, splits.stream().distinct().toList()));
    }
    return rows;
  }
}
