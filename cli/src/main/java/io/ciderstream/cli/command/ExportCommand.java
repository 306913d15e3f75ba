package io.ciderstream.cli.command;

import io.ciderstream.cli.system.Wiring;
import io.ciderstream.embedding.infer.ModelWeights;
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
      "network.KEY=VALUE then changes parts of the network that need no other weights.",
      "With --weights int8, writes the int8 file of a model: of the one of --from, next to it; or of the",
      "network of --checkpoint, next to --out, which is written too."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider export",
      "  ./cider export --checkpoint runs/cider-lite0 --out model.onnx --weights fp16",
      "  ./cider export --checkpoint best.safetensors --out b.onnx --set network.localisation.beta=0.5",
      "  ./cider export --from models/cider-lite0.onnx --weights int8"
    })
public final class ExportCommand implements Callable<Integer> {
  private static final String NETWORK = "network.";

  @Mixin private SettingsOption settings;
  @Spec private CommandSpec spec;

  @ArgGroup(exclusive = false)
  private Trained trained;

  /** How weights are stored. */
  enum StoredWeights {
    FP32,
    FP16,
    INT8;

    /** Returns the precision of the model file, which an int8 file is made from. */
    WeightPrecision ofModel() {
      return this == FP32 ? WeightPrecision.FP32 : WeightPrecision.FP16;
    }
  }

  /** A network to export. */
  static final class Trained {
    @Option(
        names = "--checkpoint",
        paramLabel = "PATH",
        description = {
          "The network, as ./cider train wrote it: a file (.safetensors), the folder of a checkpoint,",
          "or the folder of a run, which means its model or, before its end, its newest checkpoint."
        })
    private Path checkpoint;

    @Option(
        names = "--from",
        paramLabel = "FILE",
        description = "An exported ONNX file to make int8 weights of.")
    private Path from;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = {
          "The ONNX file to write; its card is written next to it (.json). With --from, the default is",
          "its name with -int8, where the roles look for it."
        })
    private Path out;

    @Option(
        names = "--weights",
        paramLabel = "fp32|fp16|int8",
        defaultValue = "fp32",
        description = {
          "How weights are stored; fp16 halves the file; int8 writes a file that is quicker on a",
          "processor with VNNI, next to one in fp16 (default: ${DEFAULT-VALUE})."
        })
    private StoredWeights weights;

    @ArgGroup(exclusive = false)
    private Int8Arguments int8 = new Int8Arguments();

    @Option(
        names = "--box-threshold",
        paramLabel = "0..1",
        description = "Least attention inside a box (default: as the checkpoint says).")
    private Double boxThreshold;
  }

  @Override
  public Integer call() {
    CommandOutput console = new CommandOutput(spec);
    if (trained == null) {
      try (Wiring wiring = new Wiring(settings.load())) {
        console.print("%s", wiring.modelText());
        return 0;
      }
    }
    if ((trained.checkpoint == null) == (trained.from == null)) {
      throw wrong("Name either a network, --checkpoint, or a model file, --from");
    }
    if (trained.from != null) {
      quantise(console);
      return 0;
    }
    exportTrained();
    if (trained.weights == StoredWeights.INT8) {
      exportInt8(trained.out, ModelWeights.int8File(trained.out), console);
    }
    console.print("%s, hash %s", trained.out, new OnnxModelFile(trained.out).hash());
    return 0;
  }

  private void quantise(CommandOutput console) {
    if (trained.weights != StoredWeights.INT8) {
      throw wrong("--from is for --weights int8");
    }
    if (!Files.isRegularFile(trained.from)) {
      throw wrong("--from %s is no file".formatted(trained.from));
    }
    Path out = trained.out == null ? ModelWeights.int8File(trained.from) : trained.out;
    requireOther(out, trained.from, "model");
    exportInt8(trained.from, out, console);
  }

  private void exportInt8(Path model, Path out, CommandOutput console) {
    try {
      trained.int8.export(model, out, console);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "%s cannot be quantised: %s".formatted(model, e.getMessage()), e);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void exportTrained() {
    if (trained.out == null) {
      throw wrong("--checkpoint needs --out, the file to write");
    }
    if (!Files.exists(trained.checkpoint)) {
      throw wrong("--checkpoint %s is neither a file nor a folder".formatted(trained.checkpoint));
    }
    requireOther(trained.out, NetworkFile.of(trained.checkpoint), "checkpoint");
    CheckpointExport.export(model(), trained.out, trained.weights.ofModel());
  }

  /** Rejects a file to write that is a folder, or the one that is read. */
  private void requireOther(Path out, Path read, String what) {
    if (Files.isDirectory(out)) {
      throw wrong("--out %s is a folder; name a file".formatted(out));
    }
    try {
      if (Files.exists(out) && Files.isSameFile(out, read)) {
        throw wrong(
            "--out %s is the %s itself, which would be lost; name another file"
                .formatted(out, what));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + out, e);
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
            "with --checkpoint, --set sets %sKEY=VALUE, not %s"
                .formatted(NETWORK, equals < 0 ? assignment : assignment.substring(0, equals)));
      }
      options.put(assignment.substring(NETWORK.length(), equals), assignment.substring(equals + 1));
    }
    return options;
  }
}
