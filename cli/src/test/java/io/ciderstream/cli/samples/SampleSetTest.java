package io.ciderstream.cli.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.files.PictureFiles;
import io.ciderstream.embedding.files.PictureScan;
import io.ciderstream.evaluation.csv.Csv;
import io.ciderstream.schemas.CiderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleSetTest {
  private static final long MOST_BYTES = 3_500_000;

  @TempDir private Path temporary;
  private Path folder;

  private record Row(
      String file, String split, String label, String author, String licence, String source) {}

  @BeforeEach
  void prepare() {
    folder = SampleSet.prepare(temporary.resolve("new/samples"));
  }

  @Test
  void shouldCreditEveryPictureWithAFreeLicence() throws IOException {
    List<Row> rows = rows();
    assertThat(rows)
        .extracting(Row::file)
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(files());
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.author()).isNotBlank();
              assertThat(row.licence()).isIn("Public Domain", "CC0-1.0");
              assertThat(row.source()).startsWith("https://");
            });
    assertThat(folder.resolve("README.md")).content().contains("gcompris-qt-data", "CC0-1.0");
  }

  @Test
  void shouldShowSeveralPlacesMoreThanOnce() {
    Map<String, Long> views =
        rows().stream()
            .filter(row -> row.split().equals(SampleSet.QUERY))
            .collect(Collectors.groupingBy(Row::label, Collectors.counting()));
    assertThat(views).hasSizeGreaterThanOrEqualTo(5);
    assertThat(views.values()).allMatch(count -> count >= 2);
    assertThat(rows())
        .filteredOn(row -> !views.containsKey(row.label()))
        .extracting(Row::split)
        .containsOnly(SampleSet.DISTRACTOR);
  }

  @Test
  void shouldHoldNothingThatAnIngestionSkips() {
    PictureScan scan = PictureFiles.scan(SampleSet.pictures(folder), MOST_BYTES);
    assertThat(scan.pictures()).hasSameSizeAs(rows());
    assertThat(scan.skipped()).isEmpty();
    assertThat(scan.unreadable()).isEmpty();
  }

  @Test
  void shouldStaySmall() throws IOException {
    long bytes = 0;
    for (String file : files()) {
      bytes += Files.size(SampleSet.pictures(folder).resolve(file));
    }
    assertThat(bytes).isLessThan(MOST_BYTES);
  }

  @Test
  void shouldCopyThemOnlyOnce() throws IOException {
    Path first = SampleSet.pictures(folder).resolve(files().getFirst());
    Files.delete(first);
    assertThat(SampleSet.prepare(folder)).isEqualTo(folder);
    assertThat(first).doesNotExist();
  }

  @Test
  void shouldSpareAFolderThatHoldsSomethingElse() throws IOException {
    Path other = Files.createDirectory(temporary.resolve("other"));
    Files.writeString(other.resolve("mine.txt"), "mine");
    assertThatThrownBy(() -> SampleSet.prepare(other))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining(other.toString());
    assertThat(other).isDirectoryNotContaining("glob:**.webp");
  }

  @Test
  void shouldLeaveNothingBehindWhereItCannotWrite() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");
    assertThatThrownBy(() -> SampleSet.prepare(file.resolve("samples")))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("cannot be written");
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    Csv.read(
        folder.resolve(SampleSet.CREDITS),
        List.of("file", "split", "label", "author", "licence", "source"),
        line ->
            rows.add(
                new Row(
                    line.get("file"),
                    line.get("split"),
                    line.get("label"),
                    line.get("author"),
                    line.get("licence"),
                    line.get("source"))));
    return rows;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(SampleSet.pictures(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
