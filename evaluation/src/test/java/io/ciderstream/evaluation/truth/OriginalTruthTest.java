package io.ciderstream.evaluation.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.evaluation.metric.Tally;
import io.ciderstream.evaluation.metric.Truth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginalTruthTest {
  @TempDir Path folder;
  private Path texts;

  @BeforeEach
  void writeFiles() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("jpg"));
    for (String name : List.of("b", "a", "d", "c", "e")) {
      Files.createFile(pictures.resolve(name + ".jpg"));
    }
    texts = Files.createDirectories(folder.resolve("gt"));
    write("hall_1_query", "oxc1_a 1.5 2 30 40.5\n");
    write("hall_1_good", "a\nc\n");
    write("hall_1_ok", "e\n");
    write("hall_1_junk", "b\n");
  }

  @Test
  void shouldTakeGoodAndOkForRightAndIgnoreJunk() {
    RetrievalSet set = OriginalTruth.read(texts, folder);

    assertThat(set.index())
        .extracting(EvaluationImage::id)
        .containsExactly("a", "b", "c", "d", "e");
    assertThat(set.queries()).extracting(EvaluationImage::id).containsExactly("a");
    assertThat(set.queries().getFirst().file()).isEqualTo(folder.resolve("jpg/a.jpg"));
    assertThat(set.queries().getFirst().crop())
        .contains(new EvaluationImage.Crop(1.5, 2, 30, 40.5));
    Truth truth = set.protocols().getFirst().truths().getFirst();
    assertThat(truth.right()).containsExactly(0, 2, 4);
    assertThat(truth.ignored()).containsExactly(1);
  }

  @Test
  void shouldFindPicturesInFoldersBelow() throws IOException {
    Path moved = Files.createDirectories(folder.resolve("jpg/hall")).resolve("a.jpg");
    Files.move(folder.resolve("jpg/a.jpg"), moved);

    RetrievalSet set = OriginalTruth.read(texts, folder);

    assertThat(set.queries().getFirst().file()).isEqualTo(moved);
    assertThat(set.index())
        .extracting(EvaluationImage::id)
        .containsExactly("a", "b", "c", "d", "e");
    assertThat(set.index().getFirst().file()).isEqualTo(moved);
  }

  @Test
  void shouldCountTheQuerysOwnPictureAsRight() {
    RetrievalSet set = OriginalTruth.read(texts, folder);
    Tally tally = new Tally(set.protocols().getFirst());
    // own picture first, junk, then d (wrong), c, e
    tally.add(0, new float[] {5, 4, 2, 3, 1});

    // ranks 0, 2, 3 without junk: 1, (1/2 + 2/3)/2, (2/3 + 3/4)/2
    double expected = (1 + 7 / 12.0 + 17 / 24.0) / 3;
    assertThat(tally.figures().map()).isCloseTo(expected, within(1e-12));
  }

  @Test
  void shouldReadAPickleOfOkAndJunkToo() throws IOException {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.write(0x80);
    pickle.write(2);
    // {imlist: [a, b], qimlist: [a], gnd: [{bbx: [1.5, 2, 3, 4], ok: [0], junk: [1]}]}
    text(pickle, "}(");
    string(pickle, "imlist");
    text(pickle, "](");
    string(pickle, "a");
    string(pickle, "b");
    text(pickle, "e");
    string(pickle, "qimlist");
    text(pickle, "]");
    string(pickle, "a");
    text(pickle, "a");
    string(pickle, "gnd");
    text(pickle, "]}(");
    string(pickle, "bbx");
    text(pickle, "](");
    pickle.write(new byte[] {'G', 0x3f, (byte) 0xf8, 0, 0, 0, 0, 0, 0});
    pickle.write(new byte[] {'K', 2, 'K', 3, 'K', 4});
    text(pickle, "e");
    string(pickle, "ok");
    pickle.write(new byte[] {']', 'K', 0, 'a'});
    string(pickle, "junk");
    pickle.write(new byte[] {']', 'K', 1, 'a'});
    text(pickle, "uau.");
    Path file = Files.write(folder.resolve("gnd.pkl"), pickle.toByteArray());

    RetrievalSet set = OriginalTruth.read(file, folder);

    assertThat(set.queries().getFirst().crop()).contains(new EvaluationImage.Crop(1.5, 2, 3, 4));
    Truth truth = set.protocols().getFirst().truths().getFirst();
    assertThat(truth.right()).containsExactly(0);
    assertThat(truth.ignored()).containsExactly(1);
  }

  @Test
  void shouldNameThePictureThatIsNotThere() throws IOException {
    write("hall_1_ok", "z\n");

    assertThatThrownBy(() -> OriginalTruth.read(texts, folder))
        .hasMessageContaining("hall_1_ok.txt names z");
  }

  @Test
  void shouldSayThatTheFolderHasNoPictures() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));

    assertThatThrownBy(() -> OriginalTruth.read(texts, empty))
        .hasMessageContaining("there is no picture *.jpg in or below " + empty);
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(texts.resolve(name + ".txt"), content);
  }

  private static void text(ByteArrayOutputStream out, String codes) {
    out.writeBytes(codes.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void string(ByteArrayOutputStream out, String value) {
    out.write('U');
    out.write(value.length());
    text(out, value);
  }
}
