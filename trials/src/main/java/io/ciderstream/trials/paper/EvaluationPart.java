package io.ciderstream.trials.paper;

import io.ciderstream.evaluation.EvaluationReport;
import io.ciderstream.evaluation.Evaluator;
import io.ciderstream.evaluation.feature.Extraction;
import io.ciderstream.evaluation.feature.ScaledEmbedder;
import io.ciderstream.evaluation.feature.Scaling;
import io.ciderstream.trials.retrieval.JudgedSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Evaluates the model on the photographs, as it is served. */
final class EvaluationPart implements PaperPart {
  private final PaperRun run;

  EvaluationPart(PaperRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "photos";
  }

  @Override
  public String title() {
    return "The model on photographs";
  }

  @Override
  public String command() {
    return "./cider evaluate --set labels --truth photos.csv, ./cider evaluate --set monuments";
  }

  @Override
  public Optional<String> missing() {
    return Optional.empty();
  }

  @Override
  public PaperRows run() {
    List<SequencedMap<String, Object>> rows = new ArrayList<>();
    List<String> remarks = new ArrayList<>(List.of("mAP in percent, at the served input size."));
    try (ScaledEmbedder embedder = ScaledEmbedder.open(run.model(), Scaling.AS_SERVED)) {
      Extraction extraction =
          new Extraction(embedder, run.folder("descriptors"), System::nanoTime, (done, all) -> {});
      for (JudgedSet judged : JudgedSets.of(run)) {
        EvaluationReport report =
            new Evaluator(extraction, System::nanoTime).retrieval(judged.set(), List.of());
        SequencedMap<String, Object> row =
            PaperRows.row(
                "set",
                judged.name(),
                "queries",
                report.queries(),
                "searched",
                report.indexed(),
                "mAP",
                100 * report.figures().getFirst().map());
        rows.add(row);
        report.unreadable().forEach(line -> remarks.add("Cannot be read: " + line));
      }
    }
    return new PaperRows(rows, remarks);
  }
}
