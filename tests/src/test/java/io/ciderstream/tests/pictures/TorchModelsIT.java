package io.ciderstream.tests.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ciderstream.embedding.OnnxEmbedder;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.servers.PythonEnvironment;
import io.ciderstream.servers.ServerHome;
import io.ciderstream.tests.clients.Program;
import io.ciderstream.tests.system.Scenes;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Serves exports by torch with the descriptions of {@code docs/how-to/your-model.md}, and compares
 * with Python's preprocessing and ONNX Runtime. Installs some gigabytes of Python packages once;
 * run with {@code -Dcider.torch=true}.
 */
@EnabledIfSystemProperty(named = "cider.torch", matches = "true")
class TorchModelsIT {
  private static final Path PAGE = Path.of("..", "docs", "how-to", "your-model.md");
  private static final Pattern YAML =
      Pattern.compile("<!-- yaml (?<name>\\w+) -->\n```yaml\n(?<text>.*?)```\n", Pattern.DOTALL);
  static final List<String> PACKAGES =
      List.of(
          "torch==2.15.0",
          "torchvision==0.29.2",
          "timm==1.0.31",
          "transformers==5.24.0",
          "onnx==1.23.2",
          "onnxscript==0.7.2",
          "onnxruntime==1.22.1",
          "numpy==2.2.6",
          "pillow==12.0.0");

  /** Crops of them have a corner at a whole pixel, which torchvision and transformers agree on. */
  private static final List<SizeGroups.Size> SIZES =
      Stream.of("700x500", "600x800", "1024x1024", "3000x2000")
          .map(SizeGroups.Size::parse)
          .toList();

  private static final double MIN_COSINE = 0.999;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void shouldComputeWhatPythonComputes() throws Exception {
    List<Path> pictures = new ArrayList<>();
    for (SizeGroups.Size size : SIZES) {
      pictures.add(write(pictures.size(), size.width(), size.height()));
    }
    Map<String, List<float[]>> expected = python(pictures);
    Map<String, String> yaml = yaml();
    assertThat(expected).hasSize(6);
    for (String name : expected.keySet()) {
      String kind = name.split("-")[0];
      Files.writeString(folder.resolve(name + ".yaml"), yaml.get(kind));
      double least = 1;
      try (OnnxEmbedder embedder =
          OnnxEmbedder.open(ReferenceEmbedding.options(folder.resolve(name + ".onnx")))) {
        for (int i = 0; i < pictures.size(); i++) {
          byte[] content = Files.readAllBytes(pictures.get(i));
          float[] ours = embedder.embed(content, Optional.empty(), Priority.INGEST).get().vector();
          least = Math.min(least, ReferenceEmbedding.cosine(ours, expected.get(name).get(i)));
        }
      }
      double between =
          ReferenceEmbedding.cosine(expected.get(name).get(0), expected.get(name).get(1));
      System.out.printf("%s: least cosine %.6f, between pictures %.3f%n", name, least, between);
      assertThat(between).as("%s tells pictures apart", name).isLessThan(MIN_COSINE);
      assertThat(least).as("%s", name).isGreaterThanOrEqualTo(MIN_COSINE);
    }
  }

  private Path write(int number, int width, int height) throws IOException {
    BufferedImage scene = ImageIO.read(new ByteArrayInputStream(Scenes.jpeg(number)));
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = scaled.createGraphics();
    pen.drawImage(scene, 0, 0, width, height, null);
    pen.dispose();
    Path file = folder.resolve(Scenes.name(number));
    assertThat(ImageIO.write(scaled, "jpg", file.toFile())).isTrue();
    return file;
  }

  /** Returns the descriptors of each model that the script exported. */
  private Map<String, List<float[]>> python(List<Path> pictures) throws Exception {
    Path script = folder.resolve("torch_models.py");
    try (InputStream in = TorchModelsIT.class.getResourceAsStream("/torch_models.py")) {
      Files.copy(in, script);
    }
    PythonEnvironment python =
        PythonEnvironment.of(ServerHome.fromSystemProperty(), "torch", PACKAGES);
    List<String> command =
        new ArrayList<>(List.of(python.program("python"), script.toString(), folder.toString()));
    pictures.forEach(picture -> command.add(picture.toString()));
    Map<String, List<float[]>> vectors = new LinkedHashMap<>();
    for (String line : Program.run(folder, Map.of(), command).lines().toList()) {
      if (line.startsWith("{\"model\"")) {
        JsonNode answer = JSON.readTree(line);
        vectors
            .computeIfAbsent(answer.get("model").asText(), name -> new ArrayList<>())
            .add(JSON.treeToValue(answer.get("vector"), float[].class));
      }
    }
    return vectors;
  }

  private static Map<String, String> yaml() throws Exception {
    Map<String, String> texts = new LinkedHashMap<>();
    Matcher blocks = YAML.matcher(Files.readString(PAGE));
    while (blocks.find()) {
      assertThat(blocks.group("text").lines()).hasSizeLessThanOrEqualTo(10);
      texts.put(blocks.group("name"), blocks.group("text"));
    }
    assertThat(texts).containsOnlyKeys("torchvision", "timm", "dinov2", "clip");
    return texts;
  }
}
