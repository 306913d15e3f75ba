package io.ciderstream.train.learn;

import io.ciderstream.evaluation.data.BadPictures;
import io.ciderstream.evaluation.data.DataReport;
import io.ciderstream.evaluation.data.DataSet;
import io.ciderstream.evaluation.data.Duplicates;
import io.ciderstream.evaluation.data.ImageSource;
import io.ciderstream.evaluation.data.Survey;
import io.ciderstream.evaluation.data.TrainingImage;
import io.ciderstream.evaluation.data.UniqueLineFile;
import io.ciderstream.evaluation.truth.RetrievalSet;
import io.ciderstream.evaluation.truth.RevisitedTruth;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.learn.config.EvaluationConfig;
import io.ciderstream.train.learn.config.TrainConfig;
import io.ciderstream.train.learn.measure.EvaluationImages;
import io.ciderstream.train.learn.measure.ImageCopies;
import io.ciderstream.train.learn.model.PassProgress;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.learn.run.RunFolder;
import io.ciderstream.train.learn.run.SurveyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * Reads the data of a run, and notes in {@code data.txt} what was left out, and in {@code
 * bad-pictures.txt} which pictures are no pictures.
 */
final class RunDataLoader {
  private static final long PERCENT = 100;
  private static final String INDEX = "-index";
  private static final String QUERIES = "-queries";

  private final TrainConfig config;
  private final RunFolder folder;
  private final boolean resumed;
  private final Executor threads;
  private final TrainListener listener;
  private final PassProgress progress;
  private final List<String> notes = new ArrayList<>();
  private final DataReport report;
  private final DataReport badPictures;

  /**
   * Creates a run data loader.
   *
   * @param data the folder of all data
   * @param resumed whether the run was begun before, and so must see the same pictures
   */
  RunDataLoader(
      TrainConfig config,
      Path data,
      RunFolder folder,
      boolean resumed,
      Executor threads,
      TrainListener listener,
      InstantSource clock) {
    this.config = config;
    this.folder = folder;
    this.resumed = resumed;
    this.threads = threads;
    this.listener = listener;
    this.progress = new PassProgress(clock, listener::say);
    this.report = new DataReport(data, this::note);
    this.badPictures =
        new DataReport(
            data,
            folder.writes()
                ? new UniqueLineFile(folder.file("bad-pictures.txt"), listener::say)
                : listener::say);
  }

  /** Reads the training pictures. */
  UsableImages learning() {
    return read("data", config.data(), config.loading().cacheBytes());
  }

  /** Reads the pictures of all evaluations. */
  List<EvaluationImages> evaluations() {
    return config.evaluations().stream().map(this::evaluation).toList();
  }

  /** Notes which evaluations share pictures with the training data. */
  void noteOverlap(UsableImages learning, List<EvaluationImages> evaluations) {
    for (EvaluationImages evaluation : evaluations) {
      DataSet asked = evaluation.asked().set();
      int shared = Duplicates.shared(asked, learning.set());
      if (shared > 0) {
        note(
            "%s: %,d of its %,d queries are also learned from, so its figures say little about new pictures"
                .formatted(evaluation.config().name(), shared, asked.size()));
      }
    }
  }

  private EvaluationImages evaluation(EvaluationConfig evaluation) {
    try {
      return switch (evaluation) {
        case EvaluationConfig.Labels labels -> byLabel(labels);
        case EvaluationConfig.Revisited revisited -> revisited(revisited);
      };
    } catch (CiderException e) {
      throw new CiderException(
          e.code(),
          "%s The training does not need the evaluation %s: remove it from the configuration, or all by --set evaluations=."
              .formatted(e.detail(), evaluation.name()),
          e);
    }
  }

  private EvaluationImages byLabel(EvaluationConfig.Labels evaluation) {
    Optional<UsableImages> queries =
        evaluation.queries().isEmpty()
            ? Optional.empty()
            : Optional.of(read(evaluation.name() + QUERIES, evaluation.queries(), 0));
    UsableImages index = read(evaluation.name() + INDEX, evaluation.index(), 0);
    evaluation.group().ifPresent(group -> requireGroup(group, queries.orElse(index).set()));
    return new EvaluationImages(evaluation, index, queries, List.of());
  }

  private static void requireGroup(Pattern group, DataSet queries) {
    if (queries.labels().stream().noneMatch(group.asMatchPredicate())) {
      throw refused("No query has a label that the group '%s' matches.".formatted(group));
    }
  }

  private EvaluationImages revisited(EvaluationConfig.Revisited evaluation) {
    if (!Files.isDirectory(evaluation.images())) {
      throw refused("There is no folder %s.".formatted(evaluation.images()));
    }
    RetrievalSet truth = RevisitedTruth.read(evaluation.truth(), evaluation.images());
    DataSet index = unlabelled(evaluation.images(), truth.index());
    UsableImages searched = read(evaluation.name() + INDEX, index, 0);
    if (searched.set().size() < index.size()) {
      Set<TrainingImage> usable = Set.copyOf(searched.set().pictures());
      TrainingImage first =
          index.pictures().stream().filter(one -> !usable.contains(one)).findFirst().orElseThrow();
      throw refused(
          "%,d pictures are missing or bad; the first is %s."
              .formatted(index.size() - searched.set().size(), first.path()));
    }
    RunFolder crops =
        new RunFolder(folder.file("queries-" + RunFolder.inFileName(evaluation.name())));
    DataSet queries = ImageCopies.crops(truth.queries(), crops);
    return new EvaluationImages(
        evaluation,
        searched,
        Optional.of(read(evaluation.name() + QUERIES, queries, 0)),
        truth.protocols());
  }

  private static DataSet unlabelled(
      Path root, List<io.ciderstream.evaluation.feature.EvaluationImage> pictures) {
    return new DataSet(
        List.of(),
        pictures.stream()
            .map(
                one ->
                    new TrainingImage(
                        root,
                        root.relativize(one.file()).toString().replace('\\', '/'),
                        TrainingImage.UNLABELLED))
            .toList());
  }

  private static CiderException refused(String why) {
    return new CiderException(ErrorCode.SETTING_INVALID, why);
  }

  private UsableImages read(String name, List<ImageSource> sources, long cacheBytes) {
    return read(
        name,
        DataSet.join(sources.stream().map(source -> source.read(report)).toList()),
        cacheBytes);
  }

  private UsableImages read(String name, DataSet set, long cacheBytes) {
    Duplicates.refuse(name, set);
    Survey survey = survey(name, set);
    long missing = survey.count(Survey.MISSING);
    long bad = survey.count(Survey.BAD);
    note(
        "%s: %,d pictures, %,d missing, %,d bad"
            .formatted(name, set.size() - missing - bad, missing, bad));
    if (missing + bad == set.size()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "Of the %,d pictures of %s none can be used (%,d are missing; the first is %s)."
              .formatted(
                  set.size(),
                  name,
                  missing,
                  set.size() == 0 ? "none" : set.pictures().getFirst().path()));
    }
    if (PERCENT * missing > set.size()) {
      listener.say("more than 1 %% of the pictures of %s are missing".formatted(name));
    }
    BadPictures reported = new BadPictures(badPictures);
    return UsableImages.of(
        set,
        survey,
        config.groups(),
        reported,
        cacheBytes,
        config.loading().ahead(),
        threads,
        progress);
  }

  private Survey survey(String name, DataSet set) {
    String file = "survey-%s.bin".formatted(RunFolder.inFileName(name));
    return Optional.of(folder.file(file))
        .filter(kept -> resumed || !folder.writes())
        .flatMap(kept -> SurveyFile.read(kept, set))
        .orElseGet(
            () -> {
              Survey survey =
                  Survey.of(
                      set,
                      config.groups(),
                      threads,
                      badPictures,
                      progress.begin("reading sizes", set.size()));
              folder.write(file, SurveyFile.content(set, survey));
              return survey;
            });
  }

  private void note(String line) {
    notes.add(line);
    listener.say(line);
    folder.write("data.txt", String.join("\n", notes) + "\n");
  }
}
