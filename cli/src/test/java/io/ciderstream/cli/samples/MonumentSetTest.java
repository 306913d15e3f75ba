package io.ciderstream.cli.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonumentSetTest {
  private static final String MONUMENTS =
      "gcompris/src/activities/categorization/resource/images/monuments/";
  private static final String DETAILS = "gcompris/src/activities/details/resource/image/";

  @Test
  void shouldNameEachMonumentAtLeastTwice() throws IOException {
    Map<String, Long> counts =
        MonumentSet.labels().values().stream()
            .filter(label -> !label.equals("-"))
            .collect(Collectors.groupingBy(label -> label, TreeMap::new, Collectors.counting()));

    assertThat(counts).hasSize(12).containsEntry("taj-mahal", 3L);
    assertThat(counts.values()).allMatch(count -> count >= 2);
  }

  @Test
  void shouldWriteLabelledPicturesOtherMonumentsAndNothingElse(@TempDir Path folder)
      throws IOException {
    Map<String, byte[]> files =
        Map.of(
            MONUMENTS + "tower.webp", new byte[] {1},
            MONUMENTS + "other.webp", new byte[] {2},
            MONUMENTS + "copy.webp", new byte[] {3},
            MONUMENTS + "README", new byte[] {4},
            DETAILS + "Tower.webp", new byte[] {5},
            DETAILS + "Painting.webp", new byte[] {6});
    Map<String, String> labels =
        Map.of(
            "categorization/resource/images/monuments/tower.webp", "tower",
            "categorization/resource/images/monuments/copy.webp", "-",
            "details/resource/image/Tower.webp", "tower");

    MonumentSet.write(List.of(files), labels, folder);

    assertThat(folder.resolve("monuments.csv"))
        .hasContent(
            """
            file,split,label
            categorization-images-monuments-other.webp,distractor,distractor
            categorization-images-monuments-tower.webp,query,tower
            details-image-Tower.webp,query,tower
            """);
    assertThat(folder.resolve("details-image-Tower.webp")).hasBinaryContent(new byte[] {5});
    assertThat(folder.toFile().list()).hasSize(4);
  }
}
