package io.ciderstream.trials.paper;

import io.ciderstream.evaluation.EvaluationReport;
import io.ciderstream.evaluation.Evaluator;
import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.evaluation.feature.Extraction;
import io.ciderstream.evaluation.feature.ScaledEmbedder;
import io.ciderstream.evaluation.feature.Scaling;
import io.ciderstream.evaluation.metric.Figures;
import io.ciderstream.evaluation.truth.Distractors;
import io.ciderstream.evaluation.truth.RetrievalSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Evaluates the model on Revisited Oxford and Paris as the paper does: longest side 1024, three
 * scales, without and with the distractors.
 */
final class RevisitedPart implements PaperPart {
  private static final int LONGEST_SIDE = 1024;
  private static final Scaling SCALING =
      new Scaling(OptionalInt.of(LONGEST_SIDE), List.of(Math.sqrt(0.5), 1.0, Math.sqrt(2)));

  private final PaperRun run;

  RevisitedPart(PaperRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "revisited";
  }

  @Override
  public String title() {
    return "Revisited Oxford and Paris, without and with distractors";
  }

  @Override
  public String command() {
    return "./cider evaluate --set roxford5k --images roxford5k --size 1024"
        + " --scales 0.7071,1,1.4142, and rparis6k the same";
  }

  @Override
  public Optional<String> missing() {
    return run.data().revisited().isEmpty()
        ? Optional.of(
            "roxford5k/ or rparis6k/ with the pictures and gnd_roxford5k.pkl or gnd_rparis6k.pkl")
        : Optional.empty();
  }

  /** Returns the state of the list of distractors, which the other parts do not use. */
  @Override
  public String state() {
    return run.data().distractorsStamp();
  }

  @Override
  public PaperRows run() {
    List<SequencedMap<String, Object>> rows = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    try (ScaledEmbedder embedder = ScaledEmbedder.open(run.model(), SCALING)) {
      Extraction extraction =
          new Extraction(embedder, run.folder("descriptors"), System::nanoTime, (done, all) -> {});
      Evaluator evaluator = new Evaluator(extraction, System::nanoTime);
      List<EvaluationImage> million =
          run.data().distractors().map(list -> Distractors.read(list, Set.of())).orElse(List.of());
      for (Map.Entry<String, RetrievalSet> set : run.data().revisited().entrySet()) {
        add(set.getKey(), evaluator.retrieval(set.getValue(), List.of()), 0, rows);
        if (!million.isEmpty()) {
          add(set.getKey(), evaluator.retrieval(set.getValue(), million), million.size(), rows);
        }
      }
      if (million.isEmpty()) {
        remarks.add("Without distractors: they need revisitop1m/imlist.txt and its pictures.");
      }
    }
    remarks.add("mAP in percent. The paper's models are ResNet-101 trained on RGLDv2-clean.");
    return new PaperRows(rows, remarks);
  }

  private void add(
      String set,
      EvaluationReport report,
      int distractors,
      List<SequencedMap<String, Object>> rows) {
    for (Figures figures : report.figures()) {
      PublishedFigures published = PublishedFigures.of(set, figures.name(), distractors > 0);
      rows.add(
          PaperRows.row(
              "set",
              set,
              "protocol",
              figures.name(),
              "distractors",
              distractors,
              "mAP",
              100 * figures.map(),
              "CiDeR, paper",
              published.cider(),
              "CiDeR-FT, paper",
              published.finetuned()));
    }
  }
}
