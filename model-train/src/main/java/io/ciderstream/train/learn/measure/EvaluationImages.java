package io.ciderstream.train.learn.measure;

import io.ciderstream.evaluation.data.TrainingImage;
import io.ciderstream.evaluation.metric.Protocol;
import io.ciderstream.train.learn.config.EvaluationConfig;
import io.ciderstream.train.learn.model.UsableImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The pictures of an evaluation. Its rows are those of the index, followed by separate queries.
 *
 * @param index pictures that are searched
 * @param queries empty: each picture of the index is searched among the others
 * @param protocols of a published ground truth; empty: the labels are the ground truth
 */
public record EvaluationImages(
    EvaluationConfig config,
    UsableImages index,
    Optional<UsableImages> queries,
    List<Protocol> protocols) {
  public EvaluationImages {
    protocols = List.copyOf(protocols);
  }

  /** Returns the pictures that are searched for. */
  public UsableImages asked() {
    return queries.orElse(index);
  }

  List<UsableImages> parts() {
    List<UsableImages> parts = new ArrayList<>(List.of(index));
    queries.ifPresent(parts::add);
    return parts;
  }

  int count() {
    return parts().stream().mapToInt(part -> part.set().size()).sum();
  }

  int[] indexRows() {
    return IntStream.range(0, index.set().size()).toArray();
  }

  int[] queryRows() {
    return queries.isPresent()
        ? IntStream.range(index.set().size(), count()).toArray()
        : indexRows();
  }

  /** Returns the part that a row is of. */
  UsableImages part(int row) {
    return row < index.set().size() ? index : queries.orElseThrow();
  }

  /** Returns the number of a row's picture within its part. */
  int within(int row) {
    return row < index.set().size() ? row : row - index.set().size();
  }

  TrainingImage image(int row) {
    return part(row).set().pictures().get(within(row));
  }

  List<String> files() {
    return IntStream.range(0, count()).mapToObj(row -> image(row).file()).toList();
  }

  /**
   * Returns names of labels, as numbers differ between the parts; an unlabelled picture has its
   * own.
   */
  List<String> labels() {
    return IntStream.range(0, count())
        .mapToObj(
            row -> {
              TrainingImage image = image(row);
              return image.labelled()
                  ? part(row).set().labels().get(image.label())
                  : "unlabelled: %s (%08x)".formatted(image.file(), image.path().hashCode());
            })
        .toList();
  }
}
