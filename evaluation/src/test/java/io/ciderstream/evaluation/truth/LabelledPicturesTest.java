package io.ciderstream.evaluation.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.evaluation.metric.Protocol;
import io.ciderstream.evaluation.metric.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledPicturesTest {
  private static final String CSV =
      """
      file,split,label,licence
      q1.jpg,query,ie_hall,"CC BY, ""see"" file"
      q2.jpg,query,mill,MIT
      q3.jpg,query,nowhere,MIT
      a.jpg,database,mill,MIT
      b.jpg,database,ie_hall,MIT
      c.jpg,distractor,mixed,MIT
      d.jpg,train,mill,MIT
      """;

  @TempDir Path folder;

  @Test
  void shouldFindTheSameLabelInTheIndexSplits() throws IOException {
    RetrievalSet set =
        read().retrieval(Set.of("query"), Set.of("database", "distractor"), List.of("ie_"));

    assertThat(set.queries())
        .extracting(EvaluationImage::id)
        .containsExactly("q1.jpg", "q2.jpg", "q3.jpg");
    assertThat(set.index())
        .extracting(EvaluationImage::id)
        .containsExactly("a.jpg", "b.jpg", "c.jpg");
    assertThat(set.index().getFirst().file()).isEqualTo(folder.resolve("a.jpg"));
    assertThat(set.protocols()).extracting(Protocol::name).containsExactly("all", "ie_", "other");
    assertThat(right(set, 0)).containsExactly(List.of(1), List.of(0), List.of());
    assertThat(right(set, 1)).containsExactly(List.of(1), List.of(), List.of());
    assertThat(right(set, 2)).containsExactly(List.of(), List.of(0), List.of());
  }

  @Test
  void shouldNotLetAPictureFindItself() throws IOException {
    RetrievalSet set =
        read().retrieval(Set.of("database", "train"), Set.of("database", "train"), List.of());

    assertThat(right(set, 0)).containsExactly(List.of(2), List.of(), List.of(0));
    assertThat(set.protocols().getFirst().truths().getFirst().ignored()).containsExactly(0);
  }

  @Test
  void shouldLeaveLabelsOut() throws IOException {
    RetrievalSet set =
        read()
            .without(Set.of("mixed"))
            .retrieval(Set.of("query"), Set.of("database", "distractor"), List.of());

    assertThat(set.index()).extracting(EvaluationImage::id).containsExactly("a.jpg", "b.jpg");
  }

  @Test
  void shouldTakeAFolderForALabel() throws IOException {
    for (String name : List.of("mill/1.jpg", "mill/2.jpg", "hall/1.jpg")) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.createFile(folder.resolve(name));
    }
    Set<String> all = Set.of(LabelledPictures.ALL);

    RetrievalSet set = LabelledPictures.read(folder, folder).retrieval(all, all, List.of());

    assertThat(right(set, 0)).containsExactly(List.of(), List.of(2), List.of(1));
  }

  @Test
  void shouldRefuseAFolderWithoutPicturesInFolders() throws IOException {
    Files.createFile(folder.resolve("a.jpg"));
    Files.createDirectories(folder.resolve("notes"));
    Files.createFile(folder.resolve("notes/readme.txt"));

    assertThatThrownBy(() -> LabelledPictures.read(folder, folder))
        .hasMessageContaining("DATA_INVALID")
        .hasMessageContaining("has no folder with pictures in it");
    assertThatThrownBy(() -> LabelledPictures.read(folder.resolve("none"), folder))
        .hasMessageContaining("none cannot be read: it does not exist.");
  }

  @Test
  void shouldRefuseLabelsThatNoPictureHas() throws IOException {
    LabelledPictures pictures = read();

    assertThatThrownBy(() -> pictures.without(Set.of("mixd")))
        .hasMessageContaining("No picture has the label 'mixd'");
    assertThatThrownBy(
            () -> pictures.retrieval(Set.of("query"), Set.of("database"), List.of("ei_")))
        .hasMessageContaining("No query has a label that begins with 'ei_'");
  }

  @Test
  void shouldRefuseOneFileUnderTwoLabels() throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("two.csv"), "file,split,label\na.jpg,query,x\na.jpg,database,y\n");

    assertThatThrownBy(() -> LabelledPictures.read(csv, folder))
        .hasMessageContaining("two.csv, line 3: a.jpg has two labels, 'x' and 'y'");
  }

  @Test
  void shouldNameTheSplitsThereAre() {
    assertThatThrownBy(() -> read().retrieval(Set.of("test"), Set.of("train"), List.of()))
        .hasMessageContaining("[test]")
        .hasMessageContaining("database");
  }

  @Test
  void shouldSayWhichLineOfTheFileIsWrong() throws IOException {
    Path csv = Files.writeString(folder.resolve("bad.csv"), "file,split,label\na.jpg,query\n");

    assertThatThrownBy(() -> LabelledPictures.read(csv, folder))
        .hasMessageContaining("bad.csv")
        .hasMessageContaining("line 2: 2 fields");
  }

  @Test
  void shouldReadDistractorsFromAListOrATable() throws IOException {
    Path list = Files.writeString(folder.resolve("list.txt"), "x/1.jpg\n\nx/2.jpg\n");
    Files.createDirectories(folder.resolve("x"));
    Files.createFile(folder.resolve("x/1.jpg"));

    assertThat(Distractors.read(list, Set.of()))
        .extracting(EvaluationImage::file)
        .containsExactly(folder.resolve("x/1.jpg"), folder.resolve("x/2.jpg"));
    read();
    assertThatThrownBy(() -> Distractors.read(folder.resolve("photos.csv"), Set.of()))
        .hasMessageContaining("none of its 7 pictures is there");
    Files.createFile(folder.resolve("c.jpg"));
    assertThat(Distractors.read(folder.resolve("photos.csv"), Set.of("mill", "ie_hall")))
        .extracting(EvaluationImage::id)
        .containsExactly("q3.jpg", "c.jpg");
  }

  private LabelledPictures read() throws IOException {
    Path csv = Files.writeString(folder.resolve("photos.csv"), CSV);
    return LabelledPictures.read(csv, folder);
  }

  private static List<List<Integer>> right(RetrievalSet set, int protocol) {
    return set.protocols().get(protocol).truths().stream()
        .map(Truth::right)
        .map(rows -> java.util.Arrays.stream(rows).boxed().toList())
        .toList();
  }
}
