package io.ciderstream.cli.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.cli.settings.SettingsLoader;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.OnnxEmbedder;
import io.ciderstream.embedding.batch.Priority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled model on the bundled photographs. */
class SampleSearchIT {
  private static final Path MODEL = Path.of("..", "models", "cider-lite0.onnx");
  private static final Pattern VIEW = Pattern.compile("(.+-)\\d\\.webp");

  @TempDir private Path temporary;

  @Test
  void shouldFindTheOtherViewOfAMonument() throws Exception {
    Path folder = SampleSet.pictures(SampleSet.prepare(temporary.resolve("samples")));
    Map<String, float[]> vectors = new TreeMap<>();
    try (ImageEmbedder embedder = OnnxEmbedder.open(options(temporary))) {
      for (String file : SampleSet.fileNames()) {
        byte[] content = Files.readAllBytes(folder.resolve(file));
        vectors.put(
            file, embedder.embed(content, Optional.empty(), Priority.INGEST).get().vector());
      }
    }
    List<String> found = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    for (String query : vectors.keySet()) {
      Matcher name = VIEW.matcher(query);
      if (name.matches()) {
        (best(query, vectors).startsWith(name.group(1)) ? found : missed).add(query);
      }
    }
    assertThat(found).hasSize(9).contains("mount-rushmore-2.webp");
    assertThat(missed).containsExactly("statue-of-liberty-1.webp");
  }

  private static String best(String query, Map<String, float[]> vectors) {
    return vectors.keySet().stream()
        .filter(other -> !other.equals(query))
        .max(Comparator.comparingDouble(other -> cosine(vectors.get(query), vectors.get(other))))
        .orElseThrow();
  }

  private static EmbeddingOptions options(Path folder) {
    try (Wiring wiring =
        new Wiring(SettingsLoader.load(folder.resolve("none"), Map.of(), List.of()))) {
      return wiring.options().embedding(MODEL);
    }
  }

  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
