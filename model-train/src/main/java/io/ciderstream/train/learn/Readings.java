package io.ciderstream.train.learn;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.data.DataReport;
import io.ciderstream.train.data.DataSet;
import io.ciderstream.train.data.Source;
import io.ciderstream.train.data.Survey;
import io.ciderstream.train.data.load.BadPictures;
import io.ciderstream.train.learn.config.EvaluationConfig;
import io.ciderstream.train.learn.config.TrainConfig;
import io.ciderstream.train.learn.measure.EvaluationSet;
import io.ciderstream.train.learn.model.Pictures;
import io.ciderstream.train.learn.run.RunFolder;
import io.ciderstream.train.learn.run.SurveyFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Reads the data of a run, and notes in {@code data.txt} what was left out, and in {@code
 * bad-pictures.txt} which pictures are no pictures.
 */
final class Readings {
  private static final long PERCENT = 100;

  private final TrainConfig config;
  private final RunFolder folder;
  private final Executor threads;
  private final TrainListener listener;
  private final List<String> notes = new ArrayList<>();
  private final DataReport report;
  private final DataReport badPictures;

  /**
   * @param data the folder of all data
   */
  Readings(
      TrainConfig config, Path data, RunFolder folder, Executor threads, TrainListener listener) {
    this.config = config;
    this.folder = folder;
    this.threads = threads;
    this.listener = listener;
    this.report = new DataReport(data, this::note);
    this.badPictures =
        new DataReport(data, new NotedOnce(folder.file("bad-pictures.txt"), listener::say));
  }

  /** What is learned from. */
  Pictures learning() {
    return read("data", config.data().sources(), config.data().cacheBytes());
  }

  /** The sets of evaluations. */
  List<EvaluationSet> evaluations() {
    return config.evaluations().stream().map(this::evaluation).toList();
  }

  private EvaluationSet evaluation(EvaluationConfig evaluation) {
    Optional<Pictures> queries =
        evaluation.queries().isEmpty()
            ? Optional.empty()
            : Optional.of(read(evaluation.name() + "-queries", evaluation.queries(), 0));
    return new EvaluationSet(
        evaluation, read(evaluation.name() + "-index", evaluation.index(), 0), queries);
  }

  private Pictures read(String name, List<Source> sources, long cacheBytes) {
    DataSet set = DataSet.join(sources.stream().map(source -> source.read(report)).toList());
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
    return Pictures.of(
        set, survey, config.groups(), reported, cacheBytes, config.data().ahead(), threads);
  }

  private Survey survey(String name, DataSet set) {
    String file = "survey-%s.bin".formatted(name.replaceAll("[^A-Za-z0-9-]", "_"));
    return SurveyFile.read(folder.file(file), set)
        .orElseGet(
            () -> {
              Survey survey = Survey.of(set, config.groups(), threads, badPictures);
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
