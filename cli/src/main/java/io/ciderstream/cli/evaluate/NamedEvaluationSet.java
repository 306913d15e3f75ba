package io.ciderstream.cli.evaluate;

import io.ciderstream.cli.samples.SampleSet;
import io.ciderstream.evaluation.EvaluationReport;
import io.ciderstream.evaluation.Evaluator;
import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.evaluation.truth.Distractors;
import io.ciderstream.evaluation.truth.LabelledPictures;
import io.ciderstream.evaluation.truth.LandmarkTruth;
import io.ciderstream.evaluation.truth.OriginalTruth;
import io.ciderstream.evaluation.truth.RetrievalSet;
import io.ciderstream.evaluation.truth.RevisitedTruth;
import io.ciderstream.overlap.list.EvaluationSide;
import io.ciderstream.terminal.ArgumentException;
import io.ciderstream.terminal.Arguments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The evaluation sets, by the names that users give them. */
public enum NamedEvaluationSet {
  ROXFORD5K("roxford5k"),
  RPARIS6K("rparis6k"),
  OXFORD5K("oxford5k"),
  PARIS6K("paris6k"),
  GLDV2_RETRIEVAL("gldv2-retrieval"),
  GLDV2_RECOGNITION("gldv2-recognition"),
  LABELS("labels"),
  MONUMENTS("monuments");

  private final String text;

  NamedEvaluationSet(String text) {
    this.text = text;
  }

  /**
   * Returns the set of that name.
   *
   * @throws ArgumentException that names those there are
   */
  public static NamedEvaluationSet of(String name) {
    return of("--set", ", or a setting KEY=VALUE", name);
  }

  /** Returns the set that an option without settings names. */
  static NamedEvaluationSet of(String option, String name) {
    return of(option, "", name);
  }

  private static NamedEvaluationSet of(String option, String further, String name) {
    return Arrays.stream(values())
        .filter(set -> set.text.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    "%s is %s, but must be one of %s" + further,
                    option,
                    name,
                    Arrays.stream(values())
                        .map(set -> set.text)
                        .collect(Collectors.joining(", "))));
  }

  /** Evaluates the set. */
  public EvaluationReport judge(SetOptions options, Evaluator evaluator) {
    return switch (this) {
      case ROXFORD5K, RPARIS6K, OXFORD5K, PARIS6K, GLDV2_RETRIEVAL, LABELS, MONUMENTS ->
          evaluator.retrieval(retrieval(options), distractors(options));
      case GLDV2_RECOGNITION ->
          evaluator.recognition(
              new LandmarkTruth(truth(options, "."), images(options)).recognition());
    };
  }

  private RetrievalSet retrieval(SetOptions options) {
    return switch (this) {
      case ROXFORD5K, RPARIS6K ->
          RevisitedTruth.read(truth(options, "gnd_" + text + ".pkl"), images(options));
      case OXFORD5K, PARIS6K -> OriginalTruth.read(truth(options, "gt"), images(options));
      case GLDV2_RETRIEVAL, GLDV2_RECOGNITION ->
          new LandmarkTruth(truth(options, "."), images(options)).retrieval();
      case LABELS -> labels(options);
      case MONUMENTS -> monuments();
    };
  }

  /**
   * Returns the pictures whose classes must not occur in a training set, each once: the queries
   * and, if requested, the index.
   */
  EvaluationSide side(SetOptions options, boolean withIndex) {
    List<EvaluationImage> pictures = pictures(options, withIndex).distinct().toList();
    List<String> names = pictures.stream().map(names(options)).toList();
    return new EvaluationSide(withIndex ? text + " with its index" : text, pictures, names);
  }

  /** Queries of labels need no index to be audited, and no correct match in it. */
  private Stream<EvaluationImage> pictures(SetOptions options, boolean withIndex) {
    if (this == LABELS) {
      LabelledPictures pictures = labelled(options);
      return Stream.concat(
          pictures.ofSplits(splits(options, options.querySplits)).stream(),
          withIndex
              ? pictures.ofSplits(splits(options, options.indexSplits)).stream()
              : Stream.empty());
    }
    RetrievalSet set = retrieval(options);
    return Stream.concat(set.queries().stream(), withIndex ? set.index().stream() : Stream.empty());
  }

  /**
   * Returns what each picture shows: its label, or what the file is named after in Oxford and
   * Paris. GLDv2 does not say.
   */
  private Function<EvaluationImage, String> names(SetOptions options) {
    return switch (this) {
      case LABELS -> labels(labelled(options));
      case MONUMENTS -> labels(bundled());
      case ROXFORD5K, RPARIS6K, OXFORD5K, PARIS6K -> NamedEvaluationSet::name;
      case GLDV2_RETRIEVAL, GLDV2_RECOGNITION -> picture -> "";
    };
  }

  private static Function<EvaluationImage, String> labels(LabelledPictures pictures) {
    Map<String, String> labels = pictures.labelsById();
    return picture -> labels.get(picture.id());
  }

  private static String name(EvaluationImage picture) {
    return picture.id().replaceFirst("_\\d+$", "").replace('_', ' ');
  }

  private RetrievalSet labels(SetOptions options) {
    return labelled(options)
        .retrieval(
            splits(options, options.querySplits),
            splits(options, options.indexSplits),
            options.groups);
  }

  /** Returns the splits of a list; a folder with a folder for each label has a single one. */
  private Set<String> splits(SetOptions options, Set<String> ofList) {
    return Files.isDirectory(labelList(options)) ? Set.of(LabelledPictures.ALL) : ofList;
  }

  private Path labelList(SetOptions options) {
    return options.truth == null ? options.images : options.truth;
  }

  private LabelledPictures labelled(SetOptions options) {
    if (options.truth == null && options.images == null) {
      throw invalid("The set %s needs --truth, a CSV file or a folder with a folder a label", text);
    }
    Path truth = labelList(options);
    Path images = options.images == null ? truth.toAbsolutePath().getParent() : options.images;
    return LabelledPictures.read(truth, images).without(Set.copyOf(options.without));
  }

  /** Returns the set of the pictures that come with the program. */
  public static RetrievalSet monuments() {
    return bundled()
        .retrieval(
            Set.of(SampleSet.QUERY), Set.of(SampleSet.QUERY, SampleSet.DISTRACTOR), List.of());
  }

  private static LabelledPictures bundled() {
    Path folder = SampleSet.inHome();
    return LabelledPictures.read(folder.resolve(SampleSet.CREDITS), SampleSet.pictures(folder));
  }

  private static List<EvaluationImage> distractors(SetOptions options) {
    return options.distractors == null
        ? List.of()
        : Distractors.read(options.distractors, Set.copyOf(options.without));
  }

  private Path images(SetOptions options) {
    if (options.images == null) {
      throw invalid("The set %s needs --images, the folder of its pictures", text);
    }
    return Arguments.folder("--images", options.images);
  }

  private Path truth(SetOptions options, String below) {
    return options.truth == null ? images(options).resolve(below) : options.truth;
  }

  private static ArgumentException invalid(String format, Object... values) {
    return new ArgumentException(format.formatted(values) + ".");
  }
}
