package io.ciderstream.trials.paper;

import io.ciderstream.evaluation.data.DataReport;
import io.ciderstream.evaluation.data.Exclusion;
import io.ciderstream.evaluation.data.Gldv2;
import io.ciderstream.evaluation.data.Removal;
import io.ciderstream.evaluation.truth.LabelledPictures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Counts the pictures and classes of the training sets, with and without the excluded classes. */
final class SizesPart implements PaperPart {
  private final PaperRun run;

  SizesPart(PaperRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "sizes";
  }

  @Override
  public String title() {
    return "Sizes of the training sets";
  }

  @Override
  public String command() {
    return "./cider train --config configs/cider-r101-rgldv2-clean.yaml (its report)";
  }

  @Override
  public Optional<String> missing() {
    return run.data().landmarks().isPresent() || run.data().splits().contains(PaperData.TRAIN)
        ? Optional.empty()
        : Optional.of("gldv2/train_clean.csv, or photos.csv with the split train");
  }

  @Override
  public String state() {
    return run.excluded();
  }

  @Override
  public PaperRows run() {
    List<SequencedMap<String, Object>> rows = new ArrayList<>();
    boolean landmarks = run.data().landmarks().isPresent();
    run.data().landmarks().ifPresent(root -> addLandmarks(root, rows));
    if (run.data().splits().contains(PaperData.TRAIN)) {
      addPhotos(
          landmarks ? Set.of() : run.exclusion().map(Exclusion::classes).orElse(Set.of()), rows);
    }
    List<String> remarks =
        run.exclusion().isPresent()
            ? List.of()
            : List.of("No class is excluded: no exclusion file is given, and no audit found any.");
    return new PaperRows(rows, remarks);
  }

  private void addLandmarks(Path root, List<SequencedMap<String, Object>> rows) {
    Removal published = Removal.PUBLISHED;
    rows.add(
        count(
            "GLDv2-clean",
            root,
            Optional.empty(),
            published.imagesLeft() + published.imagesRemoved(),
            published.landmarksLeft() + published.landmarksRemoved()));
    run.exclusion()
        .ifPresent(
            file ->
                rows.add(
                    count(
                        "RGLDv2-clean",
                        root,
                        Optional.of(file),
                        published.imagesLeft(),
                        published.landmarksLeft())));
  }

  private SequencedMap<String, Object> count(
      String set, Path root, Optional<Path> exclusion, long pictures, long classes) {
    Set<String> labels = new HashSet<>();
    long[] counted = {0};
    new Gldv2(root, "train_clean.csv", exclusion)
        .forEach(
            new DataReport(run.data().folder(), run.log()),
            (base, file, label) -> {
              labels.add(label);
              counted[0]++;
            });
    return PaperRows.row(
        "training set",
        set,
        "pictures",
        counted[0],
        "classes",
        labels.size(),
        "pictures, paper",
        pictures,
        "classes, paper",
        classes);
  }

  private void addPhotos(Set<String> excluded, List<SequencedMap<String, Object>> rows) {
    rows.add(count("photos.csv, train", Set.of()));
    if (!excluded.isEmpty()) {
      rows.add(count("photos.csv, train, without the excluded classes", excluded));
    }
  }

  private SequencedMap<String, Object> count(String set, Set<String> excluded) {
    LabelledPictures photos = run.data().photos().orElseThrow();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < photos.labels().size(); i++) {
      if (photos.splits().get(i).equals(PaperData.TRAIN)
          && !excluded.contains(photos.labels().get(i))) {
        labels.add(photos.labels().get(i));
      }
    }
    return PaperRows.row(
        "training set", set, "pictures", labels.size(), "classes", Set.copyOf(labels).size());
  }
}
