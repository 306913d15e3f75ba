package io.ciderstream.cli.command;

import io.ciderstream.cli.system.Wiring;
import io.ciderstream.embedding.infer.OnnxModelFile;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.train.CheckpointExport;
import io.ciderstream.train.CiderModel;
import io.ciderstream.train.learn.run.NetworkFile;
import io.ciderstream.train.onnx.WeightPrecision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cider export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Prints where the model in force is; puts it there if it comes with the program.",
      "With --checkpoint, writes a trained network as a model to serve, and its card next to it; --set",
      "network.KEY=VALUE then changes parts of the network that need no other weights."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider export",
      "  ./cider export --checkpoint runs/cider-lite0 --out model.onnx --weights fp16",
      "  ./cider export --checkpoint best.safetensors --out b.onnx --set network.localisation.beta=0.5"
    })
public final class ExportCommand implements Callable<Integer> {
  private static final String NETWORK = "network.";

  @Mixin private SettingsOption settings;
  @Spec private CommandSpec spec;

  @ArgGroup(exclusive = false)
  private Trained trained;

  /** A network to export. */
  static final class Trained {
    @Option(
        names = "--checkpoint",
        paramLabel = "PATH",
        required = true,
        description = {
          "The network, as ./cider train wrote it: a file (.safetensors), the folder of a checkpoint,",
          "or the folder of a run, which means its model or, before its end, its newest checkpoint."
        })
    private Path checkpoint;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        required = true,
        description = "The ONNX file to write; its card is written next to it (.json).")
    private Path out;

    @Option(
        names = "--weights",
        paramLabel = "fp32|fp16",
        defaultValue = "fp32",
        description = "How weights are stored; fp16 halves the file (default: ${DEFAULT-VALUE}).")
    private WeightPrecision precision;

    @Option(
        names = "--box-threshold",
        paramLabel = "0..1",
        description = "Least attention inside a box (default: as the checkpoint says).")
    private Double boxThreshold;
  }

  @Override
  public Integer call() {
    CommandOutput console = new CommandOutput(spec);
    if (trained != null) {
      exportTrained();
      console.print("%s, hash %s", trained.out, new OnnxModelFile(trained.out).hash());
      return 0;
    }
    try (Wiring wiring = new Wiring(settings.load())) {
      console.print("%s", wiring.modelText());
      return 0;
    }
  }

  private void exportTrained() {
    if (!Files.exists(trained.checkpoint)) {
      throw new ParameterException(
          spec.commandLine(),
          "--checkpoint %s is neither a file nor a folder".formatted(trained.checkpoint));
    }
    if (Files.isDirectory(trained.out)) {
      throw new ParameterException(
          spec.commandLine(), "--out %s is a folder; name a file".formatted(trained.out));
    }
    if (Files.exists(trained.out) && isCheckpoint(trained.out)) {
      throw new ParameterException(
          spec.commandLine(),
          "--out %s is the checkpoint itself, which would be lost; name another file"
              .formatted(trained.out));
    }
    CheckpointExport.export(model(), trained.out, trained.precision);
  }

  private boolean isCheckpoint(Path file) {
    try {
      return Files.isSameFile(file, NetworkFile.of(trained.checkpoint));
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  private CiderModel model() {
    CiderModel model = CiderModel.load(NetworkFile.of(trained.checkpoint));
    Map<String, String> options = options();
    if (trained.boxThreshold != null) {
      options.put("box-threshold", trained.boxThreshold.toString());
    }
    try {
      return options.isEmpty() ? model : model.with(options);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "%s cannot be exported: %s".formatted(options, e.getMessage()), e);
    }
  }

  private Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    for (String assignment : settings.assignments()) {
      int equals = assignment.indexOf('=');
      if (!assignment.startsWith(NETWORK) || equals < 0) {
        throw new ParameterException(
            spec.commandLine(),
            "with --checkpoint, --set sets %sKEY=VALUE, not %s".formatted(NETWORK, assignment));
      }
      options.put(assignment.substring(NETWORK.length(), equals), assignment.substring(equals + 1));
    }
    return options;
  }
}
