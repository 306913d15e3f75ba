package io.ciderstream.cli.command;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.servers.ServerHome;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.ProgressBar;
import io.ciderstream.train.learn.StopRequest;
import io.ciderstream.train.learn.TrainListener;
import io.ciderstream.train.learn.TrainOptions;
import io.ciderstream.train.learn.Training;
import io.ciderstream.train.learn.compare.RunComparison;
import io.ciderstream.train.learn.compare.RunResult;
import io.ciderstream.train.learn.compare.Sweep;
import io.ciderstream.train.learn.report.StepFigures;
import io.ciderstream.train.learn.run.RunFolder;
import io.ciderstream.train.weights.WheelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * Runs trainings and shows how they go.
 *
 * @param decoders where pictures are decoded
 * @param stop asks a training to stop
 * @param processes that train together
 */
record TrainRunner(
    ExecutorService decoders, StopRequest stop, TrainGroup processes, CommandOutput console) {
  /** Runs one training and returns the file of its weights. */
  Path run(TrainOptions options) {
    return run(training(options));
  }

  private Training training(TrainOptions options) {
    return new Training(
        options,
        WheelStore.ofHome(ServerHome.fromSystemProperty().path()),
        decoders,
        InstantSource.system(),
        new Listener(console),
        stop,
        processes.group());
  }

  private Path run(Training training) {
    try {
      return training.run();
    } catch (CiderException e) {
      if (e.code() == ErrorCode.TRAINING_PROCESS_LOST) {
        processes.sayLost(text -> console.say("%s", text));
      }
      throw e;
    }
  }

  private record SweepRun(Sweep.Combination combination, RunFolder folder, Training training) {}

  /**
   * Runs every combination that is not finished, each in a folder below that of the options.
   *
   * @throws CiderException SETTING_INVALID, before the first run, if a combination cannot be
   *     trained or its folder holds a run of another configuration
   */
  RunComparison run(TrainOptions options, Sweep sweep) {
    List<SweepRun> all = sweep.combinations().stream().map(one -> prepare(options, one)).toList();
    List<RunResult> results = new ArrayList<>();
    for (SweepRun run : all) {
      if (!Files.exists(run.folder().onnx())) { // it is written last
        console.say(
            "run %d of %d: %s",
            results.size() + 1, all.size(), String.join(", ", run.combination().assignments()));
        run(run.training());
      }
      results.add(RunResult.read(run.folder().path()));
    }
    return new RunComparison(results);
  }

  private SweepRun prepare(TrainOptions options, Sweep.Combination combination) {
    RunFolder folder = new RunFolder(options.run().resolve(combination.folder()));
    return new SweepRun(combination, folder, training(below(options, folder, combination)));
  }

  private static TrainOptions below(
      TrainOptions options, RunFolder folder, Sweep.Combination combination) {
    List<String> assignments = new ArrayList<>(options.assignments());
    assignments.addAll(combination.assignments());
    boolean resume = !folder.configText().isEmpty();
    return new TrainOptions(
        options.config(), assignments, options.data(), folder.path(), resume, options.threads());
  }

  /** Draws a bar for each stage. */
  private static final class Listener implements TrainListener {
    private final CommandOutput console;
    private ProgressBar progress;
    private String stage;

    Listener(CommandOutput console) {
      this.console = console;
    }

    @Override
    public void say(String text) {
      console.say("%s", text);
    }

    @Override
    public void step(String name, StepFigures figures, long done, long all) {
      if (!name.equals(stage)) {
        stage = name;
        progress = ProgressBar.onStandardError(name);
      }
      String note =
          "loss %.3f  accuracy %.2f  %.1f pictures/s"
              .formatted(
                  figures.loss(), figures.accuracy(), figures.pictures() / figures.seconds());
      progress.show(Math.toIntExact(done), Math.toIntExact(all), note);
    }
  }
}
