package io.ciderstream.trials.command;

import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.TemporaryFolder;
import io.ciderstream.trials.results.BenchResult;
import io.ciderstream.trials.training.StepComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider bench step}. */
@Command(
    name = "step",
    mixinStandardHelpOptions = true,
    description = {
      "Measures a training step, compared with PyTorch.",
      "Both take the same steps in turn: forward, ArcFace, backward, clipping, SGD with momentum, with",
      "the same start weights and pictures. PyTorch is installed at first use (some GB)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider bench step",
      "  ./cider bench step --set network.context=true --batch 8",
      "  ./cider bench step --python venv/bin/python"
    })
public final class BenchStepCommand implements Callable<Integer> {
  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A key of network in a training configuration (repeatable; default: EfficientNet-Lite0, GeM, 512 dimensions).")
  private List<String> keys = List.of();

  @Option(
      names = "--batch",
      defaultValue = "32",
      description = "Pictures of a step (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--size",
      defaultValue = "224",
      description = "Side of a picture in pixels (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(names = "--threads", description = "Threads of each program (default: one a processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--device",
      defaultValue = "cpu",
      description = "cpu or cuda, which needs a build with -Pgpu (default: ${DEFAULT-VALUE}).")
  private String device;

  @Option(names = "--bfloat16", description = "Compute convolutions in bfloat16, on cuda.")
  private boolean half;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often to measure; medians count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--steps",
      defaultValue = "3",
      description = "Steps of a program in a round (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--python",
      paramLabel = "FILE",
      description =
          "A Python with torch and safetensors (default: an environment made at first use).")
  private Path python;

  @Option(
      names = "--module",
      paramLabel = "FILE",
      defaultValue = "examples/python/torch_model.py",
      description = "The network as a PyTorch module (default: ${DEFAULT-VALUE}).")
  private Path module;

  @Mixin private BenchOutput output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Arguments.atLeast("--batch", batch, 2);
    Arguments.atLeast("--size", size, 32);
    Arguments.atLeast("--threads", threads, 1);
    Arguments.atLeast("--rounds", rounds, 1);
    Arguments.atLeast("--steps", steps, 1);
    Arguments.file("--module", module);
    CommandOutput console = new CommandOutput(spec);
    BenchResult.Builder result =
        BenchResult.of("step")
            .condition("batch", batch)
            .condition("size", size)
            .condition("threads", threads)
            .condition("device", device)
            .condition("bfloat16", half)
            .condition("rounds", rounds)
            .condition("steps", steps);
    try (TemporaryFolder folder = TemporaryFolder.make("cider-bench-")) {
      StepComparison comparison =
          new StepComparison(
              keys,
              new StepComparison.Input(batch, size, threads, device, half),
              module,
              Optional.ofNullable(python));
      comparison.run(folder.path(), rounds, steps, text -> console.say("%s", text), result);
    }
    output.write(result.build(), console);
    return 0;
  }
}
