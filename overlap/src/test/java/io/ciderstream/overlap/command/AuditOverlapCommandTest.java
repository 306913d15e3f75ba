package io.ciderstream.overlap.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.overlap.candidate.Candidate;
import io.ciderstream.overlap.candidate.CandidateFile;
import io.ciderstream.overlap.folder.AuditFacts;
import io.ciderstream.overlap.folder.AuditFolder;
import io.ciderstream.overlap.list.EvaluationSide;
import io.ciderstream.terminal.ArgumentException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AuditOverlapCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--out a | --train is missing.",
        "--train a | --out is missing.",
        "--train a --out b --neighbours 0 | --neighbours is 0, but must be 1 or more.",
        "--train a --out b --named 0 | --named is 0, but must be 1 or more.",
        "--train a --out b --shown 0 | --shown is 0, but must be 1 or more.",
        "--train a --out b --shown-per-class 0 | --shown-per-class is 0, but must be 1 or more.",
        "--train a --out b --threads 0 | --threads is 0, but must be 1 or more.",
        "--train a --out b --automatic 0 | --automatic is 0, but must be 1 or more.",
        "--train a --out b --model none.onnx | --model: there is no file none.onnx.",
        "--train a --out b --verify guess | expected one of",
        "review none | FOLDER: there is no folder none.",
        "review . --port -1 | --port is -1, but must be 0 to 65535.",
        "result none | FOLDER: there is no folder none.",
        "result . --automatic 0 | --automatic is 0, but must be 1 or more.",
        "result . --automatic-suspicion 0 | --automatic-suspicion is 0.0, but must be above 0.",
        "plant --photos none.csv --out b | --photos: there is no file none.csv.",
        "plant --photos pom.xml --out b --views 0 | --views is 0, but must be 1 or more."
      })
  void shouldRejectAnArgumentBeforeAnythingIsRead(String line, String message) {
    assertThat(run(line.split(" "))).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(message);
  }

  @Test
  void shouldRejectAFolderThatIsNoAudit() {
    assertThat(run("result", folder.toString())).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString()).contains("is not the folder of an audit");
  }

  @Test
  void shouldWriteTheResultOfMarks() throws IOException {
    AuditFolder audit = AuditFolder.create(folder.resolve("audit"));
    Files.writeString(
        audit.path().resolve("training.csv"), "file,class\na.jpg,tower\nb.jpg,gate\n");
    audit.begin(
        new AuditFacts("csv", "list", ".", 2, 2, 0, "labels", 1, "model", "nearest", null, null));
    CandidateFile.write(
        audit.candidateFile(),
        List.of(new Candidate(0, "q", "", 0, "a.jpg", "tower", "tower", 0.9, false)));
    Files.writeString(
        audit.marks(), "time,inspector,pair,mark\n2026-01-01T00:00:00Z,ann,q0-p0,same\n");

    assertThat(run("result", audit.path().toString())).isZero();

    assertThat(out.toString())
        .contains("minus 1 pictures of 1 classes = 1 pictures of 1 classes")
        .contains("ann marked 1 pairs, 1 of them same")
        .contains("exclude.txt");
    assertThat(Files.readString(audit.path().resolve("exclude.txt"))).endsWith("\ntower\n");
  }

  private int run(String... arguments) {
    return new CommandLine(new AuditOverlapCommand(), AuditOverlapCommandTest::create)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (error, failed, parsed) -> {
              failed.getErr().println(error.getMessage());
              return error instanceof ArgumentException
                  ? CommandLine.ExitCode.USAGE
                  : CommandLine.ExitCode.SOFTWARE;
            })
        .execute(arguments);
  }

  /** The model and the sets, which these arguments never reach. */
  private static <T> T create(Class<T> type) throws Exception {
    if (type == AuditedModel.class) {
      return type.cast(new UnusedModel());
    } else if (type == AuditedSets.class) {
      return type.cast(new UnusedSets());
    }
    return CommandLine.defaultFactory().create(type);
  }

  /** A mixin without options. */
  @CommandLine.Command
  static final class UnusedModel implements AuditedModel {
    @Override
    public EmbeddingOptions embedding(Path model) {
      throw new AssertionError("the model is used");
    }
  }

  /** A mixin without options. */
  @CommandLine.Command
  static final class UnusedSets implements AuditedSets {
    @Override
    public EvaluationSide side() {
      throw new AssertionError("the set is used");
    }
  }
}
