package io.ciderstream.train.learn.measure;

import io.ciderstream.train.data.TrainingImage;
import io.ciderstream.train.learn.model.Pictures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The pictures of an evaluation in one row: those of the index, then the queries' if these are
 * others.
 *
 * @param set the evaluation
 */
record Rows(EvaluationSet set) {
  private int indexed() {
    return set.index().set().size();
  }

  /** Parts with the number of their first row. */
  List<Pictures> parts() {
    List<Pictures> parts = new ArrayList<>(List.of(set.index()));
    set.queries().ifPresent(parts::add);
    return parts;
  }

  int count() {
    return parts().stream().mapToInt(part -> part.set().size()).sum();
  }

  int[] index() {
    return IntStream.range(0, indexed()).toArray();
  }

  int[] queries() {
    return set.queries().isPresent() ? IntStream.range(indexed(), count()).toArray() : index();
  }

  /** The part that a row is of. */
  Pictures part(int row) {
    return row < indexed() ? set.index() : set.queries().orElseThrow();
  }

  /** Number of the row's picture within its part. */
  int within(int row) {
    return row < indexed() ? row : row - indexed();
  }

  TrainingImage picture(int row) {
    return part(row).set().pictures().get(within(row));
  }

  /** Names of the files. */
  List<String> files() {
    return parts().stream()
        .flatMap(part -> part.set().pictures().stream())
        .map(TrainingImage::file)
        .toList();
  }

  /** Names of labels, as numbers differ between the sets; an unlabelled picture has its own. */
  List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (Pictures part : parts()) {
      for (TrainingImage picture : part.set().pictures()) {
        labels.add(
            picture.labelled()
                ? part.set().labels().get(picture.label())
                : "unlabelled: %s (%08x)".formatted(picture.file(), picture.path().hashCode()));
      }
    }
    return labels;
  }
}
