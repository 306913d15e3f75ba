package io.ciderstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.infer.Cuda;
import io.ciderstream.embedding.infer.InferenceResult;
import io.ciderstream.embedding.infer.OnnxModel;
import io.ciderstream.embedding.infer.OnnxModelFile;
import io.ciderstream.embedding.infer.WarmUp;
import io.ciderstream.train.CiderModel;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.network.InitialWeights;
import io.ciderstream.train.network.OptionsText;
import io.ciderstream.train.weights.Weights;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExportCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void name() {
    model = folder.resolve("out").resolve("test.onnx");
  }

  @Test
  void shouldExportATrainedNetwork() throws Exception {
    Path checkpoint = folder.resolve("test.safetensors");
    save(checkpoint);

    assertThat(
            run(
                "--checkpoint",
                checkpoint,
                "--out",
                model,
                "--weights",
                "fp16",
                "--box-threshold",
                0.25))
        .isZero();
    assertThat(out.toString().strip())
        .isEqualTo("%s, hash %s".formatted(model, new OnnxModelFile(model).hash()));
    assertThat(model.resolveSibling("test.json"))
        .content()
        .contains("\"weights\" : \"fp16\"", "boxes where it is 0.25 or more");
    try (OnnxModel served = new OnnxModelFile(model).open(Cuda.OFF, 1, false)) {
      WarmUp.run(served);
      SizeGroups.Size size = new SizeGroups.Size(96, 64);
      ByteBuffer black = ByteBuffer.allocateDirect(size.bytes());
      InferenceResult described = served.infer(black, 1, size).getFirst();
      assertThat(described.vector()).hasSize(128);
      assertThat(described.attention().orElseThrow().values()).hasSize(3 * 2);
    }
    assertThat(Files.size(model)).isLessThan(Files.size(checkpoint) * 6 / 10);
  }

  @Test
  void shouldWantToKnowWhereTo() {
    assertThat(run("--checkpoint", folder.resolve("test.safetensors"))).isEqualTo(2);
    assertThat(err.toString()).contains("--out");
  }

  @Test
  void shouldNotWriteOverItsCheckpoint() throws Exception {
    Path checkpoint = folder.resolve("test.safetensors");
    save(checkpoint);
    byte[] before = Files.readAllBytes(checkpoint);

    assertThat(run("--checkpoint", checkpoint, "--out", checkpoint)).isEqualTo(2);
    assertThat(err.toString()).contains("is the checkpoint itself");
    assertThat(Files.readAllBytes(checkpoint)).isEqualTo(before);
  }

  @Test
  void shouldRefuseAThresholdThatIsNone() {
    Path checkpoint = folder.resolve("test.safetensors");
    save(checkpoint);

    assertThat(run("--checkpoint", checkpoint, "--out", model, "--box-threshold", 2)).isEqualTo(2);
    assertThat(err.toString()).contains("box-threshold=2.0").contains("box threshold");
    assertThat(model).doesNotExist();
  }

  @Test
  void shouldExportAVariant() {
    Path checkpoint = folder.resolve("test.safetensors");
    save(checkpoint);

    assertThat(
            run(
                "--checkpoint",
                checkpoint,
                "--out",
                model,
                "--set",
                "network.localisation.beta=0.5",
                "--set",
                "network.box-threshold=0.4"))
        .isZero();
    assertThat(model.resolveSibling("test.json"))
        .content()
        .contains(
            "\"localisation.beta\" : \"0.5\"",
            "boxes where it is 0.4 or more",
            "\"exported with localisation.beta\" : \"0.5\"");
  }

  @Test
  void shouldRefuseAVariantOfOtherWeights() {
    Path checkpoint = folder.resolve("test.safetensors");
    save(checkpoint);

    assertThat(run("--checkpoint", checkpoint, "--out", model, "--set", "network.excitation=false"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("excitation=false", "cider.excitation");
    assertThat(run("--checkpoint", checkpoint, "--out", model, "--set", "index.uri=x"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("sets network.KEY=VALUE, not index.uri");
    assertThat(model).doesNotExist();
  }

  @Test
  void shouldExportACheckpointOfARun() throws Exception {
    Path older = folder.resolve("run/checkpoints/stage-0-step-40");
    Path newer = folder.resolve("run/checkpoints/stage-1-step-0");
    for (Path checkpoint : List.of(older, newer)) {
      Files.createDirectories(checkpoint);
      save(checkpoint.resolve("network.safetensors"));
    }
    for (Path path : List.of(older, newer.getParent(), folder.resolve("run"))) {
      Files.deleteIfExists(model);
      assertThat(run("--checkpoint", path, "--out", model)).as("%s", path).isZero();
      assertThat(model).isNotEmptyFile();
    }

    assertThat(run("--checkpoint", folder, "--out", model)).isEqualTo(1);
    assertThat(err.toString()).contains("neither a run of ./cider train", "nor a checkpoint");
  }

  @Test
  void shouldRefuseWhatIsNoCheckpoint() throws Exception {
    Path other = folder.resolve("other.safetensors");
    assertThat(run("--checkpoint", other, "--out", model)).isEqualTo(2);
    assertThat(err.toString()).contains("other.safetensors is neither a file nor a folder");

    Files.writeString(other, "weights of something else");
    assertThat(run("--checkpoint", other, "--out", model)).isEqualTo(1);
    assertThat(err.toString()).contains("WEIGHTS_INVALID", other.toString());
    assertThat(model).doesNotExist();
  }

  @Test
  void shouldSayWhatInt8Needs() throws Exception {
    Path file = folder.resolve("model.onnx");
    assertThat(run("--from", file, "--weights", "int8")).isEqualTo(2);
    assertThat(err.toString()).contains("model.onnx is no file");

    Files.writeString(file, "no model");
    assertThat(run("--from", file)).isEqualTo(2);
    assertThat(err.toString()).contains("--from is for --weights int8");
    assertThat(run("--from", file, "--weights", "int8", "--out", file)).isEqualTo(2);
    assertThat(err.toString()).contains("is the model itself, which would be lost");
    assertThat(run("--from", file, "--weights", "int8", "--out", folder)).isEqualTo(2);
    assertThat(err.toString()).contains("is a folder; name a file");
    assertThat(run("--from", file, "--checkpoint", file, "--out", model)).isEqualTo(2);
    assertThat(err.toString()).contains("Name either a network, --checkpoint, or a model file");
    assertThat(run("--weights", "int8")).isEqualTo(2);
  }

  private static void save(Path checkpoint) {
    CiderNetwork network =
        new CiderNetwork(
            OptionsText.read(
                Map.of(
                    "backbone", "efficientnet-lite0",
                    "context", "false",
                    "projection.dimension", "128")));
    Weights weights = InitialWeights.of(network, new Weights(new LinkedHashMap<>()), 1);
    CiderModel.of("test", network, weights, SizeGroups.parse("320x320", ""), new LinkedHashMap<>())
        .save(checkpoint);
  }

  private int run(Object... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    String[] words = new String[arguments.length + 1];
    words[0] = "export";
    for (int i = 0; i < arguments.length; i++) {
      words[i + 1] = arguments[i].toString();
    }
    return line.execute(words);
  }
}
