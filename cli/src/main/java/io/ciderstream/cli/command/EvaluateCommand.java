package io.ciderstream.cli.command;

import io.ciderstream.cli.evaluate.NamedEvaluationSet;
import io.ciderstream.cli.evaluate.ReportText;
import io.ciderstream.cli.evaluate.RerankArguments;
import io.ciderstream.cli.evaluate.SetOptions;
import io.ciderstream.cli.settings.SettingsLoader;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.evaluation.EvaluationReport;
import io.ciderstream.evaluation.Evaluator;
import io.ciderstream.evaluation.feature.Extraction;
import io.ciderstream.evaluation.feature.ScaledEmbedder;
import io.ciderstream.evaluation.feature.Scaling;
import io.ciderstream.evaluation.rerank.RerankOptions;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.terminal.ArgumentException;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import io.ciderstream.terminal.ProgressBar;
import io.ciderstream.terminal.TemporaryFolder;
import io.ciderstream.train.CheckpointExport;
import io.ciderstream.train.learn.run.NetworkFile;
import io.ciderstream.train.onnx.WeightPrecision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider evaluate}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Evaluates a model on an evaluation set, through the embedder that serves it.",
      "By default pictures are resized as in service; the benchmarks' own rule is --size 1024 --scales",
      "0.7071,1,1.4142."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider evaluate --set monuments",
      "  ./cider evaluate --set labels --truth photos.csv --verify 50 --expand 3",
      "  ./cider evaluate --set rparis6k --images FOLDER --size 1024 --scales 0.7071,1,1.4142 --json"
    })
public final class EvaluateCommand implements Callable<Integer> {
  @Option(
      names = "--set",
      required = true,
      paramLabel = "NAME",
      description = {
        "roxford5k, rparis6k (revisited), oxford5k, paris6k (original rule), gldv2-retrieval,",
        "gldv2-recognition, labels, or monuments, which are bundled. KEY=VALUE is a setting, as",
        "everywhere."
      })
  private final List<String> sets = new ArrayList<>();

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "The settings file (default: cider.yaml, if there is one).")
  private Path settingsFile;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The exported ONNX file (default: the one served).")
  private Path model;

  @Option(
      names = "--checkpoint",
      paramLabel = "PATH",
      description = {
        "A network as ./cider train wrote it, instead of --model: a file (.safetensors), the folder",
        "of a checkpoint or of a run."
      })
  private Path checkpoint;

  @Mixin private SetOptions setOptions;

  @Mixin private RerankArguments rerankArguments;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Shrink pictures to this longest side and keep their shape.")
  private Integer size;

  @Option(
      names = "--scales",
      split = ",",
      defaultValue = "1",
      paramLabel = "FACTOR",
      description = "Average the descriptors of these scales (default: ${DEFAULT-VALUE}).")
  private List<Double> scales;

  @Option(
      names = "--cache",
      paramLabel = "FOLDER",
      description = {
        "Keep descriptors here, so that an interrupted evaluation continues, and another one of",
        "the same model and pictures only searches. 4 bytes x dimension x pictures."
      })
  private Path cache;

  @Option(
      names = "--json",
      description = "Print one JSON object, with every query's average precision.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (cache != null) {
      return evaluate(cache);
    }
    try (TemporaryFolder folder = TemporaryFolder.make("cider-evaluate-")) {
      return evaluate(folder.path());
    }
  }

  private Optional<Path> exported(Path folder) {
    if (checkpoint == null) {
      return Optional.ofNullable(model);
    }
    if (model != null) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID, "Give either --model or --checkpoint, not both.");
    }
    Path file = folder.resolve("checkpoint.onnx");
    CheckpointExport.export(NetworkFile.of(checkpoint), file, WeightPrecision.FP32);
    return Optional.of(file);
  }

  private int evaluate(Path folder) {
    String name = setName();
    NamedEvaluationSet set = NamedEvaluationSet.of(name);
    List<String> assignments = sets.stream().filter(EvaluateCommand::isSetting).toList();
    Scaling scaling = scaling();
    RerankOptions rerank = rerankArguments.options();
    if (model != null) {
      Arguments.file("--model", model);
    }
    try (Wiring wiring =
            new Wiring(
                SettingsLoader.load(
                    SettingsOption.fileOr(settingsFile), System.getenv(), assignments));
        ScaledEmbedder embedder =
            ScaledEmbedder.open(
                wiring.options().embedding(exported(folder).orElseGet(wiring::model)), scaling)) {
      ProgressBar progress = ProgressBar.onStandardError("embedded");
      Extraction extraction = new Extraction(embedder, folder, System::nanoTime, progress::show);
      if (rerank.verify() > 0) {
        extraction = extraction.withLocalFeatures();
      }
      EvaluationReport report =
          set.judge(setOptions, new Evaluator(extraction, System::nanoTime, rerank));
      ModelInfo facts = embedder.model();
      ReportText text =
          new ReportText(name, facts.name(), facts.hash(), scaling.toString(), report, rerank);
      new CommandOutput(spec).print("%s", json ? text.json() : text.table());
      return 0;
    }
  }

  private Scaling scaling() {
    try {
      return new Scaling(size == null ? OptionalInt.empty() : OptionalInt.of(size), scales);
    } catch (IllegalArgumentException e) {
      throw new ArgumentException("--size, --scales: %s.".formatted(e.getMessage()));
    }
  }

  private String setName() {
    List<String> names = sets.stream().filter(text -> !isSetting(text)).toList();
    if (names.size() != 1) {
      throw new ArgumentException(
          "--set names %d evaluation sets %s, but must name one.".formatted(names.size(), names));
    }
    return names.getFirst();
  }

  private static boolean isSetting(String text) {
    return text.contains("=");
  }
}
