package io.ciderstream.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.ciderstream.cli.command.ModelCommand;
import io.ciderstream.embedding.TestOnnx;
import io.ciderstream.embedding.TestPictures;
import io.ciderstream.embedding.infer.Int8TestFile;
import io.ciderstream.embedding.infer.OnnxModelFile;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();

  @Test
  void shouldProposeADescriptionThatCanBeServedAsItIs() throws IOException {
    Path model = Files.write(folder.resolve("net.onnx"), TestOnnx.meanColour().bytes());

    assertThat(run("inspect", model)).isEqualTo(1);
    String proposal = out.toString();
    assertThat(proposal)
        .contains("# exported by test")
        .contains("# input   pixels (float32, N x 3 x H x W)")
        .contains("# output  mean (float32, N x 3)")
        .contains("# It cannot be served: there is no net.yaml.")
        .contains("#   mean is missing", "#   std is missing", "#   size is missing")
        .contains("\nresize: 256\n");

    Files.writeString(folder.resolve("net.yaml"), proposal);
    assertThat(run("inspect", model)).isZero();
    assertThat(out.toString())
        .contains("# It can be served:", "input pixels: float32, nchw, rgb")
        .contains("shorter side to 256, middle of 224x224; resampled by bilinear");

    Files.writeString(folder.resolve("net.yaml"), proposal + "\nunknown: 1\n");
    assertThat(run("inspect", model)).isEqualTo(1);
    assertThat(out.toString()).contains("net.yaml is wrong.", "#   unknown key unknown");
  }

  @Test
  void shouldTryADescribedModelOnPictures() throws IOException {
    String yaml = "mean: 0\nstd: 1\nsize: 32\n";
    Path model = TestOnnx.meanColour().write(folder.resolve("net.onnx"), yaml);
    Path red = picture("red.png", Color.RED, Color.PINK);
    Path blue = picture("blue.png", Color.BLUE, Color.CYAN);

    assertThat(run("check", model, red, blue)).as("%s", out).isZero();
    assertThat(out.toString())
        .containsPattern("net, hash [0-9a-f]{12}, 3 numbers")
        .containsPattern("red\\.png +64x48 +32x32 +[0-9.]+ +[01]\\.\\d{3}")
        .containsPattern("between a picture and its crops: mean 0\\.9\\d\\d")
        .containsPattern("between pictures: +mean 0\\.\\d{3}, most 0\\.")
        .contains("between alone and in a batch:    least 1.0000")
        .containsPattern("speed on one core: +[0-9.]+ pictures/s");
  }

  @Test
  void shouldSayWhatMakesDescriptorsUseless() throws IOException {
    Path model =
        TestOnnx.meanColour()
            .write(folder.resolve("net.onnx"), "mean: -90\nstd: 1\nsize: 32\nnormalise: false\n");
    Path red = picture("red.png", Color.RED, Color.PINK);

    assertThat(run("check", model, red)).isEqualTo(1);
    assertThat(out.toString()).contains("problem: descriptors are not of length 1");
    Files.delete(folder.resolve("net.yaml"));
    assertThat(run("check", model, red)).isEqualTo(1);
    assertThat(out.toString()).contains("problem: MODEL_UNDESCRIBED").doesNotContain("model.file");
  }

  @Test
  void shouldTryTheOtherPicturesIfOneIsBroken() throws IOException {
    Path model =
        TestOnnx.meanColour().write(folder.resolve("net.onnx"), "mean: 0\nstd: 1\nsize: 32\n");
    Path red = picture("red.png", Color.RED, Color.PINK);
    Path broken = Files.writeString(folder.resolve("broken.png"), "no picture");
    Path absent = folder.resolve("absent.png");
    Path blue = picture("blue.png", Color.BLUE, Color.CYAN);

    assertThat(run("check", model, red, broken, absent, blue)).isEqualTo(1);
    assertThat(out.toString())
        .contains("problem: %s: FORMAT_UNKNOWN".formatted(broken))
        .contains("problem: %s: PICTURE cannot be read: it does not exist.".formatted(absent))
        .containsPattern("red\\.png +64x48")
        .containsPattern("blue\\.png +64x48")
        .contains("speed on one core");
    assertThat(run("check", model, broken)).isEqualTo(1);
  }

  @Test
  void shouldTryManyPicturesInSmallBatches() throws IOException {
    Path model =
        TestOnnx.meanColour()
            .indices("first", 0)
            .indices("of at most 8 pictures", new long[9])
            .node("Shape", List.of("pixels"), "shape")
            .node("Gather", List.of("shape", "first"), "pictures")
            .node("Gather", List.of("of at most 8 pictures", "pictures"), "zero")
            .node("Cast", List.of("zero"), "float", TestOnnx.integer("to", DataType.FLOAT_VALUE))
            .node("Add", List.of("mean", "float"), "sum")
            .output("sum", "N", "3")
            .write(folder.resolve("net.onnx"), "mean: 0\nstd: 1\nsize: 32\noutput: sum\n");
    Path[] files = new Path[20];
    Arrays.setAll(
        files,
        i ->
            picture(i + ".png", i < 10 ? Color.RED : Color.BLUE, i < 10 ? Color.PINK : Color.CYAN));

    assertThat(run("check", model, files)).as("%s", out).isZero();
    assertThat(out.toString()).contains("between alone and in a batch:    least 1.0000");
  }

  @Test
  void shouldOpenAFewSessionsOnAMachineOfManyCores() throws IOException {
    Path model =
        TestOnnx.meanColour().write(folder.resolve("net.onnx"), "mean: 0\nstd: 1\nsize: 32\n");
    try (ModelTrial trial = new ModelTrial(OnnxModelFile.ofArgument(model))) {
      trial.embed(picture("red.png", Color.RED, Color.PINK));

      assertThat(ModelTrial.sessions(128)).isEqualTo(16);
      assertThat(trial.rate(ModelTrial.sessions(128))).isPositive();
    }
  }

  @Test
  void shouldSayThatInt8WeightsAreNotServedByThemselves() throws IOException {
    Path tiny = folder.resolve("tiny.onnx");
    try (InputStream in = getClass().getResourceAsStream("/tiny.onnx")) {
      Files.copy(in, tiny);
    }
    Int8TestFile.write(tiny);

    assertThat(run("inspect", tiny)).isZero();
    assertThat(run("inspect", folder.resolve("tiny-int8.onnx"))).isEqualTo(1);
    assertThat(out.toString())
        .contains("# It cannot be served:\n#   it holds the int8 weights of another file");
  }

  private int run(String command, Path model, Path... pictures) {
    out.getBuffer().setLength(0);
    List<String> arguments = new ArrayList<>(List.of(command, model.toString()));
    Stream.of(pictures).map(Path::toString).forEach(arguments::add);
    return new CommandLine(new ModelCommand())
        .setOut(new PrintWriter(out))
        .execute(arguments.toArray(String[]::new));
  }

  private Path picture(String name, Color left, Color right) {
    BufferedImage picture = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(left);
    pen.fillRect(0, 0, 32, 48);
    pen.setColor(right);
    pen.fillRect(32, 0, 32, 48);
    pen.dispose();
    try {
      return Files.write(folder.resolve(name), TestPictures.encode(picture, "png"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
