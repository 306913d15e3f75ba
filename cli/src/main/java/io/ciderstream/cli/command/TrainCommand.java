package io.ciderstream.cli.command;

import io.ciderstream.terminal.ArgumentException;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.train.learn.TrainOptions;
import io.ciderstream.train.learn.TrainingStoppedException;
import io.ciderstream.train.learn.compare.Sweep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "  ./cider train --config configs/cider-lite0.yaml --set seed=2 --run runs/two",
      "  ./cider train --config configs/cider-lite0.yaml --sweep 'seed=[1,2]' --run runs/seeds",
      "  ./cider train --config configs/cider-r101-rgldv2-clean.yaml --processes 4"
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
      names = "--sweep",
      paramLabel = "KEY=[VALUE,...]",
      description = {
        "Values of a key to try: seed=[1,2,3]. Makes a run of every combination, each in a folder",
        "below --run, and prints a table of their figures. Continues where it was stopped. Repeatable."
      })
  private List<String> sweeps = new ArrayList<>();

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
      description = {
        "Threads that compute, and that decode, in each process (default: one a processor, divided",
        "by --processes)."
      })
  private Integer threads;

  @Mixin private TrainGroupOptions group;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandOutput console = new CommandOutput(spec);
    Arguments.file("--config", config);
    if (data != null) {
      Arguments.folder("--data", data);
    }
    group.check();
    Sweep sweep = new Sweep(sweeps.stream().map(Sweep.Axis::parse).toList());
    refuseSweepWith("--processes or --rank", group.several());
    refuseSweepWith("--resume, as it continues by itself", resume);
    int each = threads == null ? group.threads() : threads;
    Arguments.atLeast("--threads", each, 1);
    TrainOptions options = options(each);
    ExecutorService decoders =
        Executors.newFixedThreadPool(
            each, Thread.ofPlatform().name("decode-", 0).daemon().factory());
    String remedy =
        sweeps.isEmpty() ? "--resume continues from it" : "the same command continues the sweep";
    try (TrainingStop stop = new TrainingStop(console, remedy);
        TrainGroup processes = group.open(TrainProgram.of(spec), options.run(), each)) {
      processes.announce(text -> console.say("%s", text));
      TrainRunner runner = new TrainRunner(decoders, stop.request(), processes, console);
      console.print(
          "%s", sweeps.isEmpty() ? runner.run(options) : runner.run(options, sweep).markdown());
      return 0;
    } catch (TrainingStoppedException e) {
      return STOPPED;
    } finally {
      decoders.shutdownNow();
    }
  }

  private TrainOptions options(int each) {
    Path file = config.toAbsolutePath().normalize();
    return new TrainOptions(
        file,
        assignments,
        data == null ? file.getParent() : data.toAbsolutePath().normalize(),
        run == null ? Path.of("runs", stem(file)).toAbsolutePath() : run.toAbsolutePath(),
        resume,
        each);
  }

  private void refuseSweepWith(String other, boolean given) {
    if (given && !sweeps.isEmpty()) {
      throw new ArgumentException("--sweep does not go together with %s.".formatted(other));
    }
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
