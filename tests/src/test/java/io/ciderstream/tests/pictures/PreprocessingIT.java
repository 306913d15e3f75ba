package io.ciderstream.tests.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ciderstream.embedding.OnnxEmbedder;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.servers.PythonEnvironment;
import io.ciderstream.servers.ServerHome;
import io.ciderstream.tests.clients.Program;
import io.ciderstream.tests.system.Scenes;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the descriptors of the Python reference with those of the embedder. */
class PreprocessingIT {
  private static final Path EXAMPLE = Path.of("..", "examples", "python").toAbsolutePath();
  private static final Path MODEL = Path.of("..", "models", "cider-lite0.onnx").toAbsolutePath();
  private static final double MIN_COSINE = 0.999;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void shouldComputeTheSameDescriptorInPython() throws Exception {
    List<Path> pictures = pictures();
    PythonEnvironment python =
        PythonEnvironment.of(
            ServerHome.fromSystemProperty(),
            "describe",
            Files.readAllLines(EXAMPLE.resolve("requirements-describe.txt")));
    List<String> command =
        new ArrayList<>(List.of(python.program("python"), "describe.py", MODEL.toString()));
    pictures.forEach(picture -> command.add(picture.toString()));
    List<String> lines =
        Program.run(EXAMPLE, Map.of(), command)
            .lines()
            .filter(line -> line.startsWith("["))
            .toList();
    assertThat(lines).hasSameSizeAs(pictures);
    try (OnnxEmbedder embedder = OnnxEmbedder.open(ReferenceEmbedding.options(MODEL))) {
      for (int i = 0; i < pictures.size(); i++) {
        byte[] content = Files.readAllBytes(pictures.get(i));
        float[] ours = embedder.embed(content, Optional.empty(), Priority.INGEST).get().vector();
        assertThat(ReferenceEmbedding.cosine(ours, JSON.readValue(lines.get(i), float[].class)))
            .as("%s", pictures.get(i).getFileName())
            .isGreaterThanOrEqualTo(MIN_COSINE);
      }
    }
  }

  /** Returns a picture for each kind of resizing, each shape, and transparency. */
  private List<Path> pictures() throws IOException {
    BufferedImage scene = ImageIO.read(new ByteArrayInputStream(Scenes.jpeg(1)));
    return Stream.of(
            write("wide.jpg", scaled(scene, 1600, 900, BufferedImage.TYPE_INT_RGB)),
            write("huge.jpg", scaled(scene, 3000, 2600, BufferedImage.TYPE_INT_RGB)),
            write("tall.png", scaled(scene, 500, 900, BufferedImage.TYPE_INT_RGB)),
            write("small.png", scaled(scene, 120, 90, BufferedImage.TYPE_INT_RGB)),
            write("grey.png", scaled(scene, 640, 640, BufferedImage.TYPE_BYTE_GRAY)),
            write("alpha.png", scaled(scene, 700, 500, BufferedImage.TYPE_INT_ARGB)))
        .toList();
  }

  private static BufferedImage scaled(BufferedImage scene, int width, int height, int type) {
    BufferedImage scaled = new BufferedImage(width, height, type);
    Graphics2D pen = scaled.createGraphics();
    // part of a picture with alpha stays transparent
    pen.drawImage(
        scene, 0, 0, width, type == BufferedImage.TYPE_INT_ARGB ? height / 2 : height, null);
    pen.dispose();
    return scaled;
  }

  private Path write(String name, BufferedImage picture) throws IOException {
    Path file = folder.resolve(name);
    assertThat(ImageIO.write(picture, name.substring(name.indexOf('.') + 1), file.toFile()))
        .isTrue();
    return file;
  }
}
