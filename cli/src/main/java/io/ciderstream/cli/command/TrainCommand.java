package io.ciderstream.cli.command;

import io.ciderstream.servers.ServerHome;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.ProgressBar;
import io.ciderstream.train.learn.TrainListener;
import io.ciderstream.train.learn.TrainOptions;
import io.ciderstream.train.learn.Training;
import io.ciderstream.train.learn.TrainingStoppedException;
import io.ciderstream.train.learn.report.StepFigures;
import io.ciderstream.train.weights.WheelStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider train}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a network as a configuration says (see configs/), and prints where the model is.",
      "Ctrl-C stops it after its step and writes a checkpoint; --resume continues from the newest one",
      "with the same result."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider train --config configs/cider-lite0.yaml",
      "  ./cider train --config configs/cider-lite0.yaml --resume",
      "  ./cider train --config configs/cider-lite0.yaml --set seed=2 --run runs/two"
    })
public final class TrainCommand implements Callable<Integer> {
  private static final int STOPPED = 130;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The training configuration.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "A key of the configuration, instead of what the file says: seed=2,",
        "network.pooling=average, stages.views.epochs=1 (an element of a list by its name or its",
        "number from 0). Without a value the default holds. Kept with the run. Repeatable."
      })
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description =
          "Where the configuration's paths begin (default: the folder of the configuration).")
  private Path data;

  @Option(
      names = "--run",
      paramLabel = "FOLDER",
      description = "Folder of the run (default: runs/NAME of the configuration's file).")
  private Path run;

  @Option(names = "--resume", description = "Continue the run that is in the folder.")
  private boolean resume;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute, and that decode (default: one a processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandOutput console = new CommandOutput(spec);
    Arguments.file("--config", config);
    if (data != null) {
      Arguments.folder("--data", data);
    }
    Arguments.atLeast("--threads", threads, 1);
    Path file = config.toAbsolutePath().normalize();
    Path home = ServerHome.fromSystemProperty().path();
    TrainOptions options =
        new TrainOptions(
            file,
            assignments,
            data == null ? file.getParent() : data.toAbsolutePath().normalize(),
            run == null ? Path.of("runs", stem(file)).toAbsolutePath() : run.toAbsolutePath(),
            resume,
            threads);
    WheelStore store = WheelStore.ofHome(home);
    ExecutorService decoders =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("decode-", 0).daemon().factory());
    try (TrainingStop stop = new TrainingStop(console)) {
      Training training =
          new Training(
              options,
              store,
              decoders,
              InstantSource.system(),
              new Listener(console),
              stop.request());
      console.print("%s", training.run());
      return 0;
    } catch (TrainingStoppedException e) {
      return STOPPED;
    } finally {
      decoders.shutdownNow();
    }
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
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
