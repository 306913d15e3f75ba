package io.ciderstream.trials.paper;

import io.ciderstream.evaluation.truth.LabelledPictures;
import io.ciderstream.evaluation.truth.RetrievalSet;
import io.ciderstream.evaluation.truth.RevisitedTruth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder with the data, each part of which may be absent: {@code photos.csv} (file, split,
 * label), {@code gldv2/train_clean.csv}, {@code resnet101.pth}, and {@code roxford5k} and {@code
 * rparis6k}, folders of pictures with {@code gnd_roxford5k.pkl} in them or beside them.
 *
 * @param folder absolute
 */
public record PaperData(Path folder) {
  static final String PHOTOS = "photos.csv";
  static final String TRAIN = "train";
  static final String VALIDATION = "validation";
  static final Set<String> QUERIES = Set.of("query");
  static final Set<String> INDEX = Set.of("database", "distractor");

  private static final List<String> REVISITED = List.of("roxford5k", "rparis6k");

  /** Returns the list of labelled photographs. */
  Optional<LabelledPictures> photos() {
    Path list = folder.resolve(PHOTOS);
    return Files.exists(list) ? Optional.of(LabelledPictures.read(list, folder)) : Optional.empty();
  }

  /** Returns the splits of the photographs; empty without photographs. */
  Set<String> splits() {
    return photos().<Set<String>>map(all -> new LinkedHashSet<>(all.splits())).orElse(Set.of());
  }

  /** Returns whether the photographs have queries and pictures that these search. */
  boolean hasSearch() {
    Set<String> splits = splits();
    return splits.containsAll(QUERIES) && INDEX.stream().anyMatch(splits::contains);
  }

  /** Returns the folder of GLDv2-clean. */
  Optional<Path> landmarks() {
    Path root = folder.resolve("gldv2");
    return Optional.of(root).filter(there -> Files.exists(there.resolve("train_clean.csv")));
  }

  /** Returns the ImageNet weights of ResNet-101. */
  Optional<Path> weights() {
    return existing("resnet101.pth");
  }

  /** Returns the revisited sets that are there, by name. */
  SequencedMap<String, RetrievalSet> revisited() {
    SequencedMap<String, RetrievalSet> sets = new LinkedHashMap<>();
    for (String name : REVISITED) {
      truth(name).ifPresent(file -> sets.put(name, RevisitedTruth.read(file, folder(name))));
    }
    return sets;
  }

  /** Returns the list of the revisited sets' million distractors. */
  Optional<Path> distractors() {
    return existing("revisitop1m/imlist.txt", "revisitop1m.txt");
  }

  /** Returns the classes of the training set to leave out, as the user gave them. */
  Optional<Path> exclusion() {
    return landmarks().isPresent() ? existing("rgldv2-exclude.txt") : existing("exclude.txt");
  }

  /** Returns the evaluations of a training configuration for the sets that are there, as YAML. */
  List<String> evaluations() {
    List<String> evaluations = new ArrayList<>();
    Set<String> splits = splits();
    String list = "[{kind: csv, list: %s, splits: [%s]}]";
    if (splits.contains(VALIDATION)) {
      evaluations.add(
          "{name: validation, index: %s}".formatted(list.formatted(PHOTOS, VALIDATION)));
    }
    if (splits.containsAll(QUERIES) && splits.contains("database")) {
      evaluations.add(
          "{name: photos, index: %s, queries: %s}"
              .formatted(
                  list.formatted(PHOTOS, "database, distractor"), list.formatted(PHOTOS, "query")));
    }
    return evaluations;
  }

  /** Returns the same for the revisited sets. */
  List<String> revisitedEvaluations() {
    return REVISITED.stream()
        .filter(name -> truth(name).isPresent())
        .map(
            name ->
                "{name: %s, kind: revisited, truth: '%s', images: '%s'}"
                    .formatted(name, folder.relativize(truth(name).orElseThrow()), name))
        .toList();
  }

  /** Returns what the photographs lack to train with and to evaluate on; empty if they suffice. */
  Optional<String> missingForTraining() {
    return splits().contains(TRAIN) && !evaluations().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "photos.csv with the splits train and validation, or train, query and database");
  }

  /** Returns what changes when a list or a ground truth changes. */
  String stamp() {
    Stream<Path> lists =
        Stream.of(PHOTOS, "gldv2/train_clean.csv", "roxford5k", "rparis6k").map(folder::resolve);
    Stream<Path> truths = REVISITED.stream().map(this::truth).flatMap(Optional::stream);
    return Stream.concat(lists, truths)
        .filter(Files::exists)
        .map(PaperData::stamp)
        .reduce("", String::concat);
  }

  /** Returns what changes when the list of distractors changes; empty without one. */
  String distractorsStamp() {
    return distractors().map(PaperData::stamp).orElse("");
  }

  private static String stamp(Path file) {
    try {
      return "%s %d %s;"
          .formatted(file.getFileName(), Files.size(file), Files.getLastModifiedTime(file));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read.".formatted(file), e);
    }
  }

  private Optional<Path> truth(String name) {
    return Files.isDirectory(folder(name))
        ? existing("%s/gnd_%s.pkl".formatted(name, name), "gnd_%s.pkl".formatted(name))
        : Optional.empty();
  }

  private Path folder(String name) {
    return folder.resolve(name);
  }

  private Optional<Path> existing(String... names) {
    return Stream.of(names).map(folder::resolve).filter(Files::exists).findFirst();
  }
}
