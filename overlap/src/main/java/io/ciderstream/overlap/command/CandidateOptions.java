package io.ciderstream.overlap.command;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.evaluation.feature.ScaledEmbedder;
import io.ciderstream.evaluation.feature.Scaling;
import io.ciderstream.overlap.AuditInput;
import io.ciderstream.overlap.AuditOptions;
import io.ciderstream.overlap.OverlapAudit;
import io.ciderstream.overlap.folder.AuditFolder;
import io.ciderstream.overlap.list.EvaluationSide;
import io.ciderstream.overlap.list.TrainingSource;
import io.ciderstream.overlap.verify.PairVerifier;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say which pairs are candidates, how they are verified and which are shown. */
final class CandidateOptions {
  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The exported ONNX file (default: the one served).")
  private Path model;

  @Option(
      names = "--verify",
      defaultValue = "both",
      paramLabel = "METHOD",
      description = {
        "How candidates are verified: by the model's local features (local), by SIFT (sift), by both",
        "or not at all (none) (default: ${DEFAULT-VALUE})."
      })
  private VerifyMethod verify;

  @Option(
      names = "--neighbours",
      defaultValue = "200",
      paramLabel = "N",
      description =
          "Nearest training pictures of each evaluation picture (default: ${DEFAULT-VALUE}).")
  private int neighbours;

  @Option(
      names = "--named",
      defaultValue = "3",
      paramLabel = "N",
      description = {
        "Pictures of each class whose name agrees with what an evaluation picture shows",
        "(default: ${DEFAULT-VALUE})."
      })
  private int named;

  @Option(
      names = "--shown",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Pairs on the page (default: ${DEFAULT-VALUE}).")
  private int shown;

  @Option(
      names = "--shown-per-class",
      defaultValue = "5",
      paramLabel = "N",
      description = "Pairs of one class on the page (default: ${DEFAULT-VALUE}).")
  private int perClass;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that verify (default: one a processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  Path model() {
    return model;
  }

  void check() {
    if (model != null) {
      Arguments.file("--model", model);
    }
    Arguments.atLeast("--neighbours", neighbours, 1);
    Arguments.atLeast("--named", named, 1);
    Arguments.atLeast("--shown", shown, 1);
    Arguments.atLeast("--shown-per-class", perClass, 1);
    Arguments.atLeast("--threads", threads, 1);
  }

  AuditOptions audit() {
    return new AuditOptions(neighbours, named, perClass, shown, threads, AuditOptions.PART);
  }

  /**
   * Runs an audit.
   *
   * @return how many pairs its page shows
   */
  int run(
      AuditFolder folder,
      TrainingSource training,
      EvaluationSide evaluation,
      EmbeddingOptions embedding,
      CommandOutput console) {
    List<PairVerifier<?>> verifiers = verify.open(embedding, console);
    try (ScaledEmbedder embedder = ScaledEmbedder.open(embedding, Scaling.AS_SERVED)) {
      AuditInput input =
          new AuditInput(training, evaluation, embedder, verifiers, embedding.decode().limits());
      return new OverlapAudit(
              folder, input, audit(), System::nanoTime, new ConsoleListener(console))
          .run();
    } finally {
      verifiers.forEach(PairVerifier::close);
    }
  }
}
