package io.ciderstream.overlap.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.evaluation.truth.LabelledPictures;
import io.ciderstream.overlap.AuditOptions;
import io.ciderstream.overlap.folder.AuditFolder;
import io.ciderstream.overlap.folder.AuditedPair;
import io.ciderstream.overlap.list.TrainingSource;
import io.ciderstream.overlap.plant.PlantKind;
import io.ciderstream.overlap.plant.PlantMeasure;
import io.ciderstream.overlap.plant.PlantSplits;
import io.ciderstream.overlap.plant.PlantedSet;
import io.ciderstream.overlap.review.ReviewPage;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider audit-overlap plant}. */
@Command(
    name = "plant",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the audit: hides evaluation labels in the classes of a training set and audits it.",
      "Each label is hidden twice: by other views of it, and by a resized, cropped, mirrored or",
      "recoloured copy of its evaluation picture."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./cider audit-overlap plant --photos photos.csv --out planted --neighbours 50"})
public final class PlantCommand implements Callable<Integer> {
  @Option(
      names = "--photos",
      required = true,
      paramLabel = "FILE",
      description = "A CSV file (file, split, label); files are below its folder.")
  private Path photos;

  @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "An empty folder.")
  private Path out;

  @Option(
      names = "--classes",
      defaultValue = "train",
      paramLabel = "SPLIT",
      description = "The split whose labels are training classes (default: ${DEFAULT-VALUE}).")
  private String classes;

  @Option(
      names = "--singles",
      defaultValue = "distractor",
      paramLabel = "SPLIT",
      description =
          "The split whose pictures are a training class each (default: ${DEFAULT-VALUE}).")
  private String singles;

  @Option(
      names = "--query",
      defaultValue = "query",
      paramLabel = "SPLIT",
      description = "The split of the evaluation pictures (default: ${DEFAULT-VALUE}).")
  private String queries;

  @Option(
      names = "--database",
      defaultValue = "database",
      paramLabel = "SPLIT",
      description = "The split of the other views, which are hidden (default: ${DEFAULT-VALUE}).")
  private String database;

  @Option(
      names = "--views",
      defaultValue = "3",
      paramLabel = "N",
      description = "Other views at most by which a label is hidden (default: ${DEFAULT-VALUE}).")
  private int views;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Decides which class hides what (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private AuditedModel model;

  @Mixin private CandidateOptions candidates;

  @Option(
      names = "--group",
      split = ",",
      paramLabel = "PREFIX",
      description = "Figures also for the labels that begin so, and for the rest.")
  private List<String> groups = new ArrayList<>();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Arguments.file("--photos", photos);
    Arguments.atLeast("--views", views, 1);
    candidates.check();
    CommandOutput console = new CommandOutput(spec);
    EmbeddingOptions embedding = model.embedding(candidates.model());
    AuditFolder folder = AuditFolder.create(out.resolve("audit"));
    PlantedSet set =
        PlantedSet.write(
            LabelledPictures.read(photos, photos.toAbsolutePath().getParent()),
            new PlantSplits(classes, singles, queries, database),
            out.toAbsolutePath().normalize().resolve("training"),
            embedding.decode().limits(),
            views,
            seed);
    TrainingSource training = TrainingSource.of(set.training(), Set.of());
    candidates.run(folder, training, set.evaluation(), embedding, console);
    print(set, folder, candidates.audit(), console);
    return 0;
  }

  private void print(
      PlantedSet set, AuditFolder folder, AuditOptions options, CommandOutput console)
      throws IOException {
    List<AuditedPair> pairs = folder.pairs();
    List<AuditedPair> shown = ReviewPage.choose(pairs, options.shownPerClass(), options.shown());
    Map<String, PlantMeasure> measures = new LinkedHashMap<>();
    measures.put("all", new PlantMeasure(set, pairs));
    for (String group : groups) {
      measures.put(group, new PlantMeasure(set, pairs, label -> label.startsWith(group)));
    }
    if (!groups.isEmpty()) {
      measures.put(
          "other",
          new PlantMeasure(set, pairs, label -> groups.stream().noneMatch(label::startsWith)));
    }
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("classes", set.classes());
      all.put("planted", set.planted().size());
      all.put("pairs", pairs.size());
      all.put("rates", folder.rates().all());
      measures.forEach(
          (name, measure) ->
              all.put(
                  name,
                  Map.of(
                      "scores", measure.rows(),
                      "inspection", measure.inspection(shown),
                      "missed", measure.missed())));
      console.print("%s", new ObjectMapper().writeValueAsString(all));
      return;
    }
    console.print(
        "%d of %d classes hide something; %d evaluation pictures, %,d candidates.",
        set.planted().size(), set.classes(), set.evaluation().size(), pairs.size());
    measures.forEach((name, measure) -> print(name, measure, shown, console));
  }

  private static void print(
      String name, PlantMeasure measure, List<AuditedPair> shown, CommandOutput console) {
    console.print("%nlabels: %s%n%s", name, table(measure.rows()));
    PlantMeasure.Inspection inspection = measure.inspection(shown);
    console.print(
        "Inspectors who follow the page find %.3f of the planted classes, after %d pairs of %d classes: precision %.3f.",
        inspection.recall(), inspection.pairs(), inspection.classes(), inspection.precision());
    List<String> missed =
        measure.missed().stream().map(one -> one.label() + " (" + one.kind() + ")").toList();
    if (!missed.isEmpty()) {
      console.print("No candidate shows %s.", String.join(", ", missed));
    }
  }

  private static TextTable table(List<PlantMeasure.Row> rows) {
    List<String> head =
        new ArrayList<>(List.of("score", "recall at precision 1", "at 0.9", "from"));
    for (PlantKind kind : PlantKind.values()) {
      head.add(kind.toString());
    }
    head.addAll(List.of("recall 1 from", "precision"));
    TextTable table = new TextTable(head.toArray(String[]::new));
    for (PlantMeasure.Row row : rows) {
      List<Object> line =
          new ArrayList<>(
              List.of(row.score(), number(row.pure()), number(row.recall()), number(row.bound())));
      for (PlantKind kind : PlantKind.values()) {
        line.add(row.kinds().containsKey(kind) ? number(row.kinds().get(kind)) : "-");
      }
      line.add(number(row.fullBound()));
      line.add(number(row.fullPrecision()));
      table.add(line.toArray());
    }
    return table;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
