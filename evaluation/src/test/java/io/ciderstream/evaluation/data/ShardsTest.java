package io.ciderstream.evaluation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.schemas.CiderException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardsTest {
  @TempDir Path folder;
  private final List<String> lines = new ArrayList<>();

  @Test
  void shouldReadPicturesAndLabelsOfTarFiles() throws IOException {
    byte[] flat = picture(0);
    byte[] tall = picture(2);
    String longName = "a/%s/9.jpg".formatted("n".repeat(150));
    write("000.tar", Map.of("1.jpg", flat, "1.cls", text(" tower\n"), "1.json", text("{}")));
    Map<String, byte[]> second = new LinkedHashMap<>();
    second.put("3.cls", text("bridge"));
    second.put("3.png", text("no picture"));
    second.put("2.jpg", tall);
    second.put("2.cls", text("tower"));
    second.put(longName, flat);
    write("001.tar", second);

    DataSet set = read(new Shards(folder, false, Optional.empty()));

    assertThat(set.labels()).containsExactly("tower", "bridge");
    assertThat(set.pictures())
        .extracting(TrainingImage::file, TrainingImage::label)
        .containsExactly(
            tuple("000.tar!/1.jpg", 0),
            tuple("001.tar!/3.png", 1),
            tuple("001.tar!/2.jpg", 0),
            tuple("001.tar!/" + longName, TrainingImage.UNLABELLED));
    assertThat(PictureFile.read(set.pictures().get(2).path())).isEqualTo(tall);
    assertThat(PictureFile.read(set.pictures().get(3).path())).isEqualTo(flat);
    Survey survey =
        Survey.of(
            set,
            SizeGroups.parse("96x64,64x64,64x96", "0.77,1.33"),
            Runnable::run,
            new DataReport(folder, lines::add),
            done -> {});
    assertThat(survey.groups()).containsExactly(0, Survey.BAD, 2, 0);
    assertThat(lines)
        .contains(".: 4 pictures of 2 labels in 2 tar files, 1 without a label")
        .anyMatch(line -> line.startsWith("001.tar!/3.png: "));
  }

  @Test
  void shouldForgetAndLeaveOutLabels() throws IOException {
    write("0.tar", Map.of("1.jpg", picture(0), "1.cls", text("tower")));
    write("1.tar", Map.of("2.jpg", picture(1), "2.cls", text("bridge")));
    Path exclude = Files.writeString(folder.resolve("exclude.txt"), "bridge\n");

    DataSet set = read(new Shards(folder, true, Optional.of(exclude)));

    assertThat(set.labels()).isEmpty();
    assertThat(set.pictures()).extracting(TrainingImage::file).containsExactly("0.tar!/1.jpg");
  }

  @Test
  void shouldSayWhatIsMissing() throws IOException {
    assertThatThrownBy(() -> read(new Shards(folder, false, Optional.empty())))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("has no tar files (*.tar)");
    write("0.tar", Map.of("1.cls", text("tower")));
    assertThatThrownBy(() -> read(new Shards(folder, false, Optional.empty())))
        .hasMessageContaining("The 1 tar files in %s have no pictures.".formatted(folder));
    assertThatThrownBy(() -> PictureFile.read(folder.resolve("0.tar!/1.jpg")))
        .isInstanceOf(NoSuchFileException.class);
    Files.writeString(folder.resolve("1.tar"), "no tar file".repeat(100));
    assertThatThrownBy(() -> read(new Shards(folder, false, Optional.empty())))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("1.tar cannot be read");
  }

  @Test
  void shouldRejectWhatHasNoSingleMeaning() throws IOException {
    Map<String, byte[]> points = new LinkedHashMap<>();
    points.put("2023.05.01.jpg", picture(0));
    points.put("2023.05.01.cls", text("rose"));
    points.put("2023.06.02.cls", text("tulip"));
    assertInvalid(points, "The sample 2023 in", "has several labels");
    assertInvalid(Map.of("1.jpg", picture(0), "1.cls", text(" ")), "1.cls", "is empty");
    assertInvalid(Map.of("1.jpg", picture(0), "1.cls", text("3\n4")), "is of several lines");
    assertInvalid(Map.of("/7.jpg", picture(0)), "no plain path");
    assertInvalid(Map.of("../7.cls", text("a")), "no plain path");
    assertInvalid(Map.of("a//7.jpg", picture(0)), "no plain path");
    assertInvalid(Map.of("a/../7.jpg", picture(0)), "no plain path");
    try (OutputStream out = Files.newOutputStream(folder.resolve("0.tar"));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      put(tar, "1.jpg", picture(0));
      put(tar, "1.jpg", picture(1));
    }
    assertThatThrownBy(() -> read(new Shards(folder, false, Optional.empty())))
        .hasMessageContaining("The entry 1.jpg is twice in");
    try (OutputStream out = Files.newOutputStream(folder.resolve("0.tar"));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      TarArchiveEntry link = new TarArchiveEntry("2.jpg", TarConstants.LF_LINK);
      link.setLinkName("1.jpg");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    }
    assertThatThrownBy(() -> read(new Shards(folder, false, Optional.empty())))
        .hasMessageContaining("is a hard link");
  }

  @Test
  void shouldPassOverWhatMacsWriteBesideAFile() throws IOException {
    write(
        "0.tar",
        Map.of(
            "./a/1.jpg", picture(0),
            "./a/1.cls", text("tower"),
            "./a/._1.jpg", text("x"),
            "./a/._1.cls", text("y")));

    DataSet set = read(new Shards(folder, false, Optional.empty()));

    assertThat(set.labels()).containsExactly("tower");
    assertThat(set.size()).isEqualTo(1);
    assertThat(PictureFile.read(set.pictures().getFirst().path())).isEqualTo(picture(0));
  }

  private void assertInvalid(Map<String, byte[]> entries, String... message) throws IOException {
    write("0.tar", entries);
    assertThatThrownBy(() -> read(new Shards(folder, false, Optional.empty())))
        .isInstanceOf(CiderException.class)
        .hasMessageContainingAll(message);
  }

  private DataSet read(Shards shards) {
    return shards.read(new DataReport(folder, lines::add));
  }

  private byte[] picture(int shape) throws IOException {
    Path file = folder.resolve("drawn-%d.jpg".formatted(shape));
    Gldv2Tree.draw(file, 0, shape); // flat, square, tall
    byte[] content = Files.readAllBytes(file);
    Files.delete(file);
    return content;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void write(String name, Map<String, byte[]> entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve(name));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        put(tar, entry.getKey(), entry.getValue());
      }
    }
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry header = new TarArchiveEntry(name, true); // with a leading slash
    header.setSize(content.length);
    tar.putArchiveEntry(header);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
