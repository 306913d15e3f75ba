package io.ciderstream.overlap.result;

import io.ciderstream.evaluation.data.Removal;
import io.ciderstream.overlap.folder.AuditFacts;
import io.ciderstream.overlap.list.TrainingSource;
import io.ciderstream.overlap.review.Mark;
import io.ciderstream.overlap.review.Marks;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The counts of an audit.
 *
 * @param facts what it is about
 * @param removal what is removed from the training set and what stays
 * @param touchedQueries evaluation pictures that show an excluded class
 * @param marks of the inspectors
 * @param automatic decided about unmarked pairs
 */
public record AuditSummary(
    AuditFacts facts, Removal removal, long touchedQueries, Marks marks, AutomaticRule automatic) {
  /** Returns whether the training set is GLDv2, whose totals are published. */
  boolean landmarks() {
    return facts.kind().equals(TrainingSource.GLDV2);
  }

  /** Returns the counts as sentences. */
  public String text() {
    String text =
        "%,d pictures of %,d classes minus %,d pictures of %,d classes = %,d pictures of %,d classes; %,d of the %,d pictures of %s show an excluded class."
            .formatted(
                facts.pictures(),
                facts.classes(),
                removal.imagesRemoved(),
                removal.landmarksRemoved(),
                removal.imagesLeft(),
                removal.landmarksLeft(),
                touchedQueries,
                facts.queries(),
                facts.evaluation());
    if (landmarks()) {
      Removal paper = Removal.PUBLISHED;
      text +=
          " RGLDv2-clean as published (Song et al., CVPR 2024): %,d pictures of %,d landmarks minus %,d pictures of %,d landmarks = %,d pictures of %,d landmarks."
              .formatted(
                  paper.imagesLeft() + paper.imagesRemoved(),
                  paper.landmarksLeft() + paper.landmarksRemoved(),
                  paper.imagesRemoved(),
                  paper.landmarksRemoved(),
                  paper.imagesLeft(),
                  paper.landmarksLeft());
    }
    return text;
  }

  /** Returns who decided, as a sentence. */
  public String decidedBy() {
    String inspectors =
        marks.inspectors().stream()
            .map(
                name -> {
                  Map<String, Mark> own = marks.of(name);
                  long same = own.values().stream().filter(mark -> mark == Mark.SAME).count();
                  return "%s marked %d pairs, %d of them same".formatted(name, own.size(), same);
                })
            .collect(Collectors.joining("; "));
    return (inspectors.isEmpty() ? "No pair was marked by an inspector" : inspectors)
        + ". "
        + automatic.text();
  }
}
