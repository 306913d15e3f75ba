package io.ciderstream.trials.heads;

import io.ciderstream.evaluation.data.DataReport;
import io.ciderstream.evaluation.data.DataSet;
import io.ciderstream.evaluation.data.ImageSource;
import io.ciderstream.evaluation.data.TrainingImage;
import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.evaluation.metric.AveragePrecision;
import io.ciderstream.evaluation.metric.Protocol;
import io.ciderstream.evaluation.metric.Truth;
import io.ciderstream.evaluation.truth.RetrievalSet;
import io.ciderstream.train.learn.config.EvaluationConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Retrieval by label.
 *
 * @param set what is searched for, and in what
 * @param queryLabels one for each query
 */
record LabelledRetrieval(RetrievalSet set, List<String> queryLabels) {
  LabelledRetrieval {
    queryLabels = List.copyOf(queryLabels);
  }

  /** Reads the lists of an evaluation. */
  static LabelledRetrieval of(EvaluationConfig.Labels evaluation) {
    List<EvaluationImage> pictures = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    add(evaluation.index(), pictures, labels);
    int[] index = IntStream.range(0, pictures.size()).toArray();
    add(evaluation.queries(), pictures, labels);
    int[] queries =
        evaluation.queries().isEmpty()
            ? index
            : IntStream.range(index.length, pictures.size()).toArray();
    Protocol protocol =
        new Protocol("labels", Truth.byLabel(labels, queries, index), AveragePrecision.TRAPEZOID);
    return new LabelledRetrieval(
        new RetrievalSet(
            IntStream.of(queries).mapToObj(pictures::get).toList(),
            pictures.subList(0, index.length),
            List.of(protocol)),
        IntStream.of(queries).mapToObj(labels::get).toList());
  }

  /** Adds the pictures; one without a label gets a label that no other has. */
  private static void add(
      List<ImageSource> sources, List<EvaluationImage> pictures, List<String> labels) {
    for (ImageSource source : sources) {
      DataSet set = source.read(new DataReport(Path.of(""), text -> {}));
      for (TrainingImage image : set.pictures()) {
        labels.add(
            image.labelled()
                ? set.labels().get(image.label())
                : "unlabelled %d".formatted(labels.size()));
        pictures.add(EvaluationImage.whole(image.file(), image.path()));
      }
    }
  }
}
