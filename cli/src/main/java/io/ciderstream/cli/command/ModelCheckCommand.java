package io.ciderstream.cli.command;

import io.ciderstream.cli.model.ModelText;
import io.ciderstream.cli.model.ModelTrial;
import io.ciderstream.cli.model.TrialText;
import io.ciderstream.embedding.describe.ModelDescription;
import io.ciderstream.embedding.infer.OnnxModelFile;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.terminal.ArgumentException;
import io.ciderstream.terminal.CommandOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cider model check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Runs an ONNX file on pictures, as it would be served.",
      "Shows the length of the descriptors, cosines between crops of a picture and between pictures,",
      "and the speed on one core and on all, at most 16."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:it works", "1:it cannot be served, or its descriptors are of no use"},
    footerHeading = "%nExamples:%n",
    footer = {"  ./cider model check models/resnet50.onnx photos/*.jpg"})
public final class ModelCheckCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE", description = "The ONNX file.")
  private Path file;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PICTURE",
      description = "Pictures; three or more of different things say most.")
  private List<Path> pictures;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandOutput console = new CommandOutput(spec);
    try {
      return check(OnnxModelFile.ofArgument(file), console);
    } catch (CiderException | IllegalStateException e) {
      console.print("problem: %s", e.getMessage());
      return 1;
    }
  }

  private int check(OnnxModelFile model, CommandOutput console) {
    ModelDescription description = model.description();
    ModelText.lines(description, model.hash()).forEach(line -> console.print("%s", line));
    try (ModelTrial trial = new ModelTrial(model)) {
      List<ModelTrial.Tried> tried = embed(trial, console);
      if (tried.isEmpty()) {
        return 1;
      }
      Optional<Double> together = trial.together();
      console.print("%n%s", TrialText.table(tried));
      TrialText.cosines(tried, together).forEach(line -> console.print("%s", line));
      int cores = Runtime.getRuntime().availableProcessors();
      int sessions = ModelTrial.sessions(cores);
      String used = sessions == cores ? "" : " of " + cores;
      console.print("speed on one core:  %.1f pictures/s", trial.rate(1));
      console.print("speed on %d%s cores:   %.1f pictures/s", sessions, used, trial.rate(sessions));
      List<String> problems = TrialText.problems(description, tried, together);
      problems.forEach(problem -> console.print("problem: %s", problem));
      return problems.isEmpty() && tried.size() == pictures.size() ? 0 : 1;
    }
  }

  /** Returns the pictures that can be embedded, and prints why others cannot. */
  private List<ModelTrial.Tried> embed(ModelTrial trial, CommandOutput console) {
    List<ModelTrial.Tried> tried = new ArrayList<>();
    for (Path picture : pictures) {
      try {
        tried.add(trial.embed(picture));
      } catch (CiderException | ArgumentException | IllegalStateException e) {
        console.print("problem: %s: %s", picture, e.getMessage());
      }
    }
    return tried;
  }
}
