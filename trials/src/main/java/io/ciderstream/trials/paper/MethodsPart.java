package io.ciderstream.trials.paper;

import io.ciderstream.trials.heads.HeadRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Compares methods, each trained on the original training set and, where classes are to be
 * excluded, on the revisited one.
 */
final class MethodsPart implements PaperPart {
  private static final String SMALL = "heads/lite0-photos.yaml";

  private final PaperRun run;
  private final Kind kind;

  /** At which scale. */
  enum Kind {
    SMALL("methods", "Methods on the original and the revisited training set, small"),
    LARGE("methods-gldv2", "Methods on GLDv2-clean and RGLDv2-clean, ResNet-101");

    private final String part;
    private final String title;

    Kind(String part, String title) {
      this.part = part;
      this.title = title;
    }
  }

  MethodsPart(PaperRun run, Kind kind) {
    this.run = run;
    this.kind = kind;
  }

  @Override
  public String name() {
    return kind.part;
  }

  @Override
  public String title() {
    return kind.title;
  }

  @Override
  public String command() {
    return kind == Kind.SMALL
        ? "./cider bench heads --data FOLDER"
        : "./cider train and ./cider evaluate with configs/cider-r101-rgldv2-clean.yaml and"
            + " configs/heads/*-r101-rgldv2-clean.yaml";
  }

  @Override
  public Optional<String> missing() {
    return switch (kind) {
      case SMALL -> run.data().missingForTraining();
      case LARGE ->
          run.data().landmarks().isPresent()
                  && run.data().weights().isPresent()
                  && !run.data().revisitedEvaluations().isEmpty()
              ? Optional.empty()
              : Optional.of(
                  "gldv2/ (GLDv2-clean), resnet101.pth and roxford5k/ or rparis6k/; and a GPU");
    };
  }

  @Override
  public String state() {
    return excluded().map(PaperRun::text).orElse("");
  }

  @Override
  public PaperRows run() {
    List<SequencedMap<String, Object>> rows = new ArrayList<>(rows("original", "data.0.exclude="));
    List<String> remarks = new ArrayList<>(List.of("mAP in percent, one a seed."));
    excluded()
        .ifPresentOrElse(
            file -> rows.addAll(rows("revisited", "data.0.exclude='%s'".formatted(file))),
            () ->
                remarks.add(
                    "Not run on the revisited set: no exclusion file is given, and no audit"
                        + " found a class to leave out."));
    return new PaperRows(rows, remarks);
  }

  /** Returns the excluded classes; those of GLDv2 are not those of the photographs. */
  private Optional<Path> excluded() {
    boolean landmarks = run.data().landmarks().isPresent();
    return landmarks == (kind == Kind.LARGE) ? run.exclusion() : Optional.empty();
  }

  private List<SequencedMap<String, Object>> rows(String set, String exclusion) {
    List<String> evaluations =
        kind == Kind.SMALL ? run.data().evaluations() : run.data().revisitedEvaluations();
    List<String> settings =
        List.of(exclusion, "evaluations=[%s]".formatted(String.join(", ", evaluations)));
    Path folder = run.folder(name()).resolve(set);
    List<SequencedMap<String, Object>> rows = new ArrayList<>();
    recipes()
        .forEach(
            (recipe, heads) -> {
              Path runs = folder.resolve(recipe.replaceAll("\\W+", "-"));
              for (HeadRow head : new HeadRows(run).of(recipe, settings, heads, runs)) {
                SequencedMap<String, Object> row = new LinkedHashMap<>();
                row.put("training set", set);
                row.putAll(HeadRows.row("method", head.head(), head));
                rows.add(row);
              }
            });
    return rows;
  }

  private Map<String, List<String>> recipes() {
    if (kind == Kind.SMALL) {
      return Map.of(SMALL, List.of("gem", "solar", "glam", "dolg", "token", "cider"));
    }
    SequencedMap<String, List<String>> recipes = new LinkedHashMap<>();
    for (String head : List.of("gem", "solar", "glam", "dolg", "token")) {
      recipes.put("heads/%s-r101-rgldv2-clean.yaml".formatted(head), List.of(head));
    }
    recipes.put("cider-r101-rgldv2-clean.yaml", List.of("cider"));
    return recipes;
  }
}
