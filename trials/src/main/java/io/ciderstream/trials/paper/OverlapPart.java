package io.ciderstream.trials.paper;

import io.ciderstream.embedding.OnnxEmbedder;
import io.ciderstream.evaluation.data.Exclusion;
import io.ciderstream.evaluation.data.ExclusionLine;
import io.ciderstream.evaluation.data.Removal;
import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.evaluation.feature.ScaledEmbedder;
import io.ciderstream.evaluation.feature.Scaling;
import io.ciderstream.evaluation.truth.LabelledPictures;
import io.ciderstream.evaluation.truth.RetrievalSet;
import io.ciderstream.overlap.AuditInput;
import io.ciderstream.overlap.AuditListener;
import io.ciderstream.overlap.AuditOptions;
import io.ciderstream.overlap.OverlapAudit;
import io.ciderstream.overlap.folder.AuditFolder;
import io.ciderstream.overlap.list.EvaluationSide;
import io.ciderstream.overlap.list.TrainingSource;
import io.ciderstream.overlap.result.AuditResult;
import io.ciderstream.overlap.result.AuditSummary;
import io.ciderstream.overlap.result.AutomaticRule;
import io.ciderstream.overlap.verify.LocalVerifier;
import io.ciderstream.overlap.verify.PairVerifier;
import io.ciderstream.overlap.verify.SiftVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Audits the overlap of the training set with each evaluation set, each in a folder of its own.
 * Classes leave by the inspectors' marks alone, so the first run shows pages and removes nothing.
 */
final class OverlapPart implements PaperPart {
  private static final int NEIGHBOURS = 200;
  private static final int NAMED = 3;
  private static final int SHOWN_PER_CLASS = 5;
  private static final int SHOWN = 1000;

  private final PaperRun run;

  OverlapPart(PaperRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "overlap";
  }

  @Override
  public String title() {
    return "Classes of the training set that the evaluation sets show";
  }

  @Override
  public String command() {
    return "./cider audit-overlap, then audit-overlap review and audit-overlap result";
  }

  @Override
  public Optional<String> missing() {
    boolean training =
        run.data().landmarks().isPresent() || run.data().splits().contains(PaperData.TRAIN);
    return training && !sides().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "a training set (gldv2/train_clean.csv, or photos.csv with the split train) and an"
                + " evaluation set (roxford5k/, rparis6k/, or photos.csv with the split query)");
  }

  /** Returns the marks, so that new ones are counted. */
  @Override
  public String state() {
    return sides().keySet().stream()
        .map(set -> folder(set).resolve("marks.csv"))
        .filter(Files::exists)
        .map(PaperRun::text)
        .collect(Collectors.joining());
  }

  @Override
  public PaperRows run() throws IOException {
    List<SequencedMap<String, Object>> rows = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    Set<String> leaving = new LinkedHashSet<>();
    for (Map.Entry<String, EvaluationSide> side : sides().entrySet()) {
      AuditFolder folder = AuditFolder.create(folder(side.getKey()));
      int shown = audit(folder, side.getValue());
      AuditResult result = AuditResult.write(folder, AutomaticRule.NONE);
      rows.add(row(result.summary(), shown));
      leaving.addAll(Exclusion.classes(result.exclusions()));
      remarks.add("Pairs of %s: %s".formatted(side.getKey(), run.out().relativize(folder.page())));
    }
    Files.writeString(
        run.found(),
        leaving.stream()
            .map(label -> ExclusionLine.of(label) + "\n")
            .collect(Collectors.joining()));
    if (rows.stream().allMatch(row -> row.get("marks").equals(0))) {
      remarks.add(
          "Nobody marked a pair, so no class leaves: ./cider audit-overlap review FOLDER, then run"
              + " this again.");
    }
    return new PaperRows(rows, remarks);
  }

  private int audit(AuditFolder folder, EvaluationSide side) {
    Path path =
        run.data().landmarks().orElseGet(() -> run.data().folder().resolve(PaperData.PHOTOS));
    List<PairVerifier<?>> verifiers = verifiers();
    try (ScaledEmbedder embedder = ScaledEmbedder.open(run.model(), Scaling.AS_SERVED)) {
      AuditInput input =
          new AuditInput(
              TrainingSource.of(path, Set.of(PaperData.TRAIN)),
              side,
              embedder,
              verifiers,
              run.model().decode().limits());
      AuditOptions options =
          new AuditOptions(
              NEIGHBOURS,
              NAMED,
              SHOWN_PER_CLASS,
              SHOWN,
              run.options().threads(),
              AuditOptions.PART);
      return new OverlapAudit(folder, input, options, System::nanoTime, new Listener()).run();
    } finally {
      verifiers.forEach(PairVerifier::close);
    }
  }

  private List<PairVerifier<?>> verifiers() {
    List<PairVerifier<?>> verifiers = new ArrayList<>();
    OnnxEmbedder embedder = OnnxEmbedder.open(run.model());
    LocalVerifier.of(embedder).ifPresentOrElse(verifiers::add, embedder::close);
    verifiers.add(new SiftVerifier(run.model().decode().limits()));
    return verifiers;
  }

  private static SequencedMap<String, Object> row(AuditSummary summary, int shown) {
    Removal removal = summary.removal();
    int marks =
        summary.marks().inspectors().stream()
            .mapToInt(name -> summary.marks().of(name).size())
            .sum();
    return PaperRows.row(
        "evaluation set",
        summary.facts().evaluation(),
        "queries",
        summary.facts().queries(),
        "training pictures",
        summary.facts().pictures(),
        "training classes",
        summary.facts().classes(),
        "pairs shown",
        shown,
        "marks",
        marks,
        "classes that leave",
        removal.landmarksRemoved(),
        "pictures that leave",
        removal.imagesRemoved(),
        "queries touched",
        summary.touchedQueries());
  }

  private Path folder(String set) {
    return run.folder(name()).resolve(set);
  }

  private SequencedMap<String, EvaluationSide> sides() {
    SequencedMap<String, EvaluationSide> sides = new LinkedHashMap<>();
    run.data().revisited().forEach((name, set) -> sides.put(name, side(name, set)));
    if (run.data().landmarks().isEmpty() && run.data().splits().containsAll(PaperData.QUERIES)) {
      LabelledPictures photos = run.data().photos().orElseThrow();
      Map<String, String> labels = photos.labelsById();
      List<EvaluationImage> queries = photos.ofSplits(PaperData.QUERIES);
      List<String> names = queries.stream().map(query -> labels.get(query.id())).toList();
      sides.put("photos", new EvaluationSide("photos", queries, names));
    }
    return sides;
  }

  /** Returns the queries of a revisited set, which are named after what they show. */
  private static EvaluationSide side(String name, RetrievalSet set) {
    List<String> names =
        set.queries().stream()
            .map(query -> query.id().replaceFirst("_\\d+$", "").replace('_', ' '))
            .toList();
    return new EvaluationSide(name, set.queries(), names);
  }

  private final class Listener implements AuditListener {
    @Override
    public void say(String text) {
      run.log().accept(text);
    }

    @Override
    public void show(String step, int done, int all) {
      if (done == all) {
        say("%s: %,d".formatted(step, done));
      }
    }
  }
}
