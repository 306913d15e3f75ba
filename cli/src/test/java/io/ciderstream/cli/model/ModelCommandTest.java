package io.ciderstream.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.cli.command.ModelCommand;
import io.ciderstream.embedding.TestOnnx;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
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

  private int run(String command, Path... files) {
    out.getBuffer().setLength(0);
    String[] arguments = new String[files.length + 1];
    arguments[0] = command;
    for (int i = 0; i < files.length; i++) {
      arguments[i + 1] = files[i].toString();
    }
    return new CommandLine(new ModelCommand()).setOut(new PrintWriter(out)).execute(arguments);
  }

  private Path picture(String name, Color left, Color right) throws IOException {
    BufferedImage picture = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(left);
    pen.fillRect(0, 0, 32, 48);
    pen.setColor(right);
    pen.fillRect(32, 0, 32, 48);
    pen.dispose();
    Path file = folder.resolve(name);
    assertThat(ImageIO.write(picture, "png", file.toFile())).isTrue();
    return file;
  }
}
