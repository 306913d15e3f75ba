package io.ciderstream.cli.command;

import io.ciderstream.cli.model.ModelInspection;
import io.ciderstream.terminal.CommandOutput;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cider model inspect}. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = {
      "Shows how an ONNX file is served, or what is missing.",
      "Shows its inputs and outputs too, and proposes the YAML file to write beside it. The output is",
      "YAML."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:it can be served", "1:something is missing"},
    footerHeading = "%nExamples:%n",
    footer = {"  ./cider model inspect models/resnet50.onnx"})
public final class ModelInspectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The ONNX file.")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ModelInspection inspection = ModelInspection.of(file);
    new CommandOutput(spec).print("%s", String.join("\n", inspection.lines()));
    return inspection.servable() ? 0 : 1;
  }
}
