package io.ciderstream.evaluation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ciderstream.schemas.CiderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTest {
  private static final Pattern ALL = Pattern.compile(".*");
  private static final Pattern NONE = Pattern.compile("(?!)");

  @TempDir Path folder;
  private final List<String> report = new ArrayList<>();

  @Test
  void shouldReadTheCleanListOfGldv2() throws IOException {
    Files.writeString(
        folder.resolve("train_clean.csv"), "landmark_id,images\n7,abc1 bcd2\n19,cde3\n");

    DataSet set = gldv2("train_clean.csv", Optional.empty()).read(report());

    assertThat(set.labels()).containsExactly("7", "19");
    assertThat(set.pictures())
        .containsExactly(
            new TrainingImage(folder, "a/b/c/abc1.jpg", 0),
            new TrainingImage(folder, "b/c/d/bcd2.jpg", 0),
            new TrainingImage(folder, "c/d/e/cde3.jpg", 1));
    assertThat(set.pictures().getLast().path()).isEqualTo(folder.resolve("c/d/e/cde3.jpg"));
  }

  @Test
  void shouldReadTheFullListOfGldv2() throws IOException {
    Files.writeString(
        folder.resolve("train.csv"),
        "id,url,landmark_id\nabc1,\"http://x/a,b.jpg\",7\nbcd2,http://y,19\ncde3,http://z,7\n");

    DataSet set = gldv2("train.csv", Optional.empty()).read(report());

    assertThat(set.labels()).containsExactly("7", "19");
    assertThat(set.pictures()).extracting(TrainingImage::label).containsExactly(0, 1, 0);
  }

  @Test
  void shouldLeaveOutExcludedLandmarksAndSayWhatWent() throws IOException {
    Files.writeString(
        folder.resolve("train_clean.csv"), "landmark_id,images\n7,abc1 bcd2\n19,cde3\n23,def4\n");
    Files.writeString(folder.resolve("overlap.txt"), "# seen\n7\n\n99\n");

    DataSet set =
        gldv2("train_clean.csv", Optional.of(folder.resolve("overlap.txt"))).read(report());

    assertThat(set.labels()).containsExactly("19", "23");
    assertThat(set.size()).isEqualTo(2);
    assertThat(report)
        .singleElement()
        .asString()
        .startsWith(
            "train_clean.csv: removed 1 landmarks with 2 pictures; left 2 landmarks with 2 pictures")
        .contains("removed 18 landmarks with 1,565 pictures")
        .contains("left 81,295 landmarks with 1,578,905 pictures")
        .contains("1 ids of the exclusion file are not in the list: 99");
  }

  @Test
  void shouldKnowThePublishedTotals() {
    Removal removal = new Removal(18, 1565, 81_295, 1_578_905, List.of());

    assertThat(removal.isPublished()).isTrue();
    assertThat(removal.text()).endsWith(", as published.");
    assertThat(new Removal(18, 1564, 81_295, 1_578_906, List.of()).isPublished()).isFalse();
  }

  @Test
  void shouldRefuseAnExclusionFileOfOtherThings() throws IOException {
    Files.writeString(folder.resolve("train_clean.csv"), "landmark_id,images\n7,abc1\n");
    Files.writeString(folder.resolve("overlap.txt"), "7 Eiffel\n");
    Gldv2 source = gldv2("train_clean.csv", Optional.of(folder.resolve("overlap.txt")));

    assertThatThrownBy(() -> source.read(report()))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("'7 Eiffel' is not a landmark id");
  }

  @Test
  void shouldSayThatAnEmptyExclusionFileWillDo() throws IOException {
    Files.writeString(folder.resolve("train_clean.csv"), "landmark_id,images\n7,abc1\n");
    Path none = folder.resolve("overlap.txt");

    assertThatThrownBy(() -> gldv2("train_clean.csv", Optional.of(none)).read(report()))
        .hasMessageContaining(none + " cannot be read: it does not exist.")
        .hasMessageContaining("an empty file will do");
    Files.createFile(none);
    assertThat(gldv2("train_clean.csv", Optional.of(none)).read(report()).size()).isEqualTo(1);
  }

  @Test
  void shouldRefuseOneFileUnderTwoLabels() throws IOException {
    Files.writeString(folder.resolve("train_clean.csv"), "landmark_id,images\n7,abc1\n9,abc1\n");
    assertThatThrownBy(() -> gldv2("train_clean.csv", Optional.empty()).read(report()))
        .hasMessageContaining("line 3: a/b/c/abc1.jpg has two labels, '7' and '9'");

    Files.writeString(
        folder.resolve("photos.csv"), "file,split,label\na.jpg,train,x\na.jpg,train,y\n");
    assertThatThrownBy(() -> train("photos.csv").read(report()))
        .hasMessageContaining("photos.csv, line 3: a.jpg has two labels, 'x' and 'y'");

    Files.createDirectories(folder.resolve("set/a"));
    Files.createDirectories(folder.resolve("set/b"));
    Files.writeString(folder.resolve("set/a/1.jpg"), "");
    Files.createSymbolicLink(folder.resolve("set/b/2.jpg"), folder.resolve("set/a/1.jpg"));
    assertThatThrownBy(
            () -> new LabelFolders(folder.resolve("set"), false, Optional.empty()).read(report()))
        .hasMessageContaining("are the same file, with the labels 'a' and 'b'");
    assertThat(
            new LabelFolders(folder.resolve("set"), true, Optional.empty()).read(report()).size())
        .isEqualTo(2);
  }

  @Test
  void shouldRefuseListsAndFoldersThatNameNothing() throws IOException {
    Files.writeString(folder.resolve("photos.csv"), "file,split,label\na.jpg,train,\n");
    assertThatThrownBy(() -> train("photos.csv").read(report()))
        .hasMessageContaining("line 2: the column file or label is empty");
    CsvList none =
        new CsvList(
            folder.resolve("photos.csv"),
            Set.of(),
            Set.of(),
            NONE,
            ALL,
            Integer.MAX_VALUE,
            Optional.empty());
    assertThatThrownBy(() -> none.read(report()))
        .hasMessageContaining("set splits or unlabelled to some of [train]");
    assertThatThrownBy(() -> new LabelFolders(folder, false, Optional.empty()).read(report()))
        .hasMessageContaining(folder + " has no folder with pictures in it");
    assertThatThrownBy(
            () -> new LabelFolders(folder.resolve("none"), false, Optional.empty()).read(report()))
        .hasMessageContaining("There is no folder " + folder.resolve("none"));
    assertThatThrownBy(() -> train("none.csv").read(report()))
        .hasMessageContaining("none.csv cannot be read: it does not exist.");
    Files.writeString(folder.resolve("train.csv"), "id,landmark_id\nabc1, \n");
    assertThatThrownBy(() -> gldv2("train.csv", Optional.empty()).read(report()))
        .hasMessageContaining("line 2: abc1 has no landmark");
    Files.writeString(folder.resolve("twice.csv"), "file,label,split,label\n");
    assertThatThrownBy(() -> train("twice.csv").read(report()))
        .hasMessageContaining("has two columns 'label'");
  }

  private CsvList train(String list) {
    return new CsvList(
        folder.resolve(list),
        Set.of("train"),
        Set.of(),
        NONE,
        ALL,
        Integer.MAX_VALUE,
        Optional.empty());
  }

  @Test
  void shouldSayWhereAnIdIsNone() throws IOException {
    Files.writeString(folder.resolve("train_clean.csv"), "landmark_id,images\n7,abc1  bcd2\n8,x\n");

    assertThatThrownBy(() -> gldv2("train_clean.csv", Optional.empty()).read(report()))
        .hasMessageContaining("train_clean.csv, line 3: 'x' is not an image id of GLDv2");
  }

  @Test
  void shouldNameFilesFromTheFolderOfAllData() {
    assertThat(report().name(folder.resolve("./a/../b/c.jpg"))).isEqualTo("b/c.jpg");
    assertThat(report().name(folder)).isEqualTo(".");
    assertThat(report().name(folder.resolveSibling("elsewhere").resolve("c.jpg")))
        .isEqualTo("c.jpg");
  }

  @Test
  void shouldReadSplitsOfAListSomeWithoutTheirLabels() throws IOException {
    Files.writeString(
        folder.resolve("photos.csv"),
        """
        file,split,label,source
        a.jpg,train,tower,"x, ""y"\""
        b.jpg,query,tower,x
        c.jpg,distractor,street,x
        d.jpg,train,gate,x
        e.jpg,distractor,monuments,x
        """);
    CsvList list =
        new CsvList(
            folder.resolve("photos.csv"),
            Set.of("train"),
            Set.of("distractor"),
            Pattern.compile("monu.*"),
            ALL,
            Integer.MAX_VALUE,
            Optional.empty());

    DataSet set = list.read(report());

    assertThat(set.labels()).containsExactly("tower", "gate");
    assertThat(set.pictures())
        .extracting(TrainingImage::file, TrainingImage::label)
        .containsExactly(
            tuple("a.jpg", 0), tuple("c.jpg", TrainingImage.UNLABELLED), tuple("d.jpg", 1));
  }

  @Test
  void shouldTakeSomeOfEachLabelSpreadOverTheList() throws IOException {
    StringBuilder csv = new StringBuilder("file,split,label\n");
    for (int i = 0; i < 10; i++) {
      csv.append("%d.jpg,train,%s%n".formatted(i, i == 3 ? "rare" : "common"));
    }
    Files.writeString(folder.resolve("photos.csv"), csv);
    CsvList list =
        new CsvList(
            folder.resolve("photos.csv"),
            Set.of("train"),
            Set.of(),
            NONE,
            ALL,
            3,
            Optional.empty());

    assertThat(list.read(report()).pictures())
        .extracting(TrainingImage::file)
        .containsExactly("2.jpg", "3.jpg", "6.jpg", "9.jpg");
  }

  @Test
  void shouldNameAColumnThatIsMissing() throws IOException {
    Files.writeString(folder.resolve("photos.csv"), "file,label\na.jpg,tower\n");
    CsvList list =
        new CsvList(
            folder.resolve("photos.csv"),
            Set.of("train"),
            Set.of(),
            NONE,
            ALL,
            9,
            Optional.empty());

    assertThatThrownBy(() -> list.read(report()))
        .hasMessageContaining("has no column 'split'; its columns are [file, label]");
  }

  @Test
  void shouldRefuseASplitThatTheListLacks() throws IOException {
    Files.writeString(folder.resolve("photos.csv"), "file,split,label\na.jpg,train,tower\n");
    CsvList list =
        new CsvList(
            folder.resolve("photos.csv"),
            Set.of("train"),
            Set.of("distracter"),
            NONE,
            ALL,
            9,
            Optional.empty());

    assertThatThrownBy(() -> list.read(report()))
        .hasMessageContaining("no picture of the splits [distracter]; there are [train]");
  }

  @Test
  void shouldFollowLinksAndPassOverEmptyFolders() throws IOException {
    Path far = Files.createDirectories(folder.resolve("far/a"));
    Files.writeString(far.resolve("1.jpg"), "");
    Files.createDirectories(folder.resolve("far/empty"));
    Path link = Files.createSymbolicLink(folder.resolve("near"), folder.resolve("far"));

    DataSet set = new LabelFolders(link, false, Optional.empty()).read(report());

    assertThat(set.labels()).containsExactly("a");
    assertThat(set.pictures()).containsExactly(new TrainingImage(link, "a/1.jpg", 0));
  }

  @Test
  void shouldReadAFolderPerLabel() throws IOException {
    for (String file : List.of("b/2.png", "a/x/1.JPG", "a/notes.txt", "b/1.jpg")) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.writeString(folder.resolve(file), "");
    }

    DataSet set = new LabelFolders(folder, false, Optional.empty()).read(report());
    DataSet forgotten = new LabelFolders(folder, true, Optional.empty()).read(report());

    assertThat(set.labels()).containsExactly("a", "b");
    assertThat(set.pictures())
        .containsExactly(
            new TrainingImage(folder, "a/x/1.JPG", 0),
            new TrainingImage(folder, "b/1.jpg", 1),
            new TrainingImage(folder, "b/2.png", 1));
    assertThat(forgotten.labels()).isEmpty();
    assertThat(forgotten.pictures()).noneMatch(TrainingImage::labelled).hasSize(3);
  }

  @Test
  void shouldKeepLabelsOfJoinedSetsApart() {
    DataSet one = new DataSet(List.of("a"), List.of(new TrainingImage(folder, "1", 0)));
    DataSet other =
        new DataSet(
            List.of("a", "b"),
            List.of(new TrainingImage(folder, "2", 1), new TrainingImage(folder, "3", -1)));

    DataSet joined = DataSet.join(List.of(one, other));

    assertThat(joined.labels()).containsExactly("a", "a", "b");
    assertThat(joined.pictures()).extracting(TrainingImage::label).containsExactly(0, 2, -1);
  }

  private DataReport report() {
    return new DataReport(folder, report::add);
  }

  private Gldv2 gldv2(String list, Optional<Path> exclusions) {
    return new Gldv2(folder, list, exclusions);
  }

  @Test
  void shouldTakeSomeFoldersAndSomeOfTheirPictures() throws IOException {
    for (String name : List.of("doors", "flowers", "rooms")) {
      Files.createDirectories(folder.resolve(name));
      for (int i = 0; i < 6; i++) {
        Files.writeString(folder.resolve(name).resolve(i + ".jpg"), "");
      }
    }
    DataSet some =
        new LabelFolders(folder, true, Pattern.compile("fl.*"), ALL, 3, Optional.empty())
            .read(report());
    DataSet only =
        new LabelFolders(folder, false, NONE, Pattern.compile("doors|none"), 9, Optional.empty())
            .read(report());

    assertThat(some.pictures())
        .extracting(TrainingImage::file)
        .containsExactly(
            "doors/1.jpg",
            "doors/3.jpg",
            "doors/5.jpg",
            "rooms/1.jpg",
            "rooms/3.jpg",
            "rooms/5.jpg");
    assertThat(only.labels()).containsExactly("doors");
    assertThat(only.size()).isEqualTo(6);
  }

  @Test
  void shouldLeaveOutTheLabelsOfAnExclusionFile() throws IOException {
    Path exclude = Files.writeString(folder.resolve("exclude.txt"), "# by hand\n\n b \nnone\n");
    for (String file : List.of("set/a/1.jpg", "set/b/1.jpg", "set/b/2.jpg")) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.writeString(folder.resolve(file), "");
    }
    Files.writeString(
        folder.resolve("photos.csv"), "file,split,label\n1.jpg,train,a\n2.jpg,train,b\n");
    List<String> said = new ArrayList<>();
    DataReport report = new DataReport(folder, said::add);

    DataSet folders =
        new LabelFolders(folder.resolve("set"), false, Optional.of(exclude)).read(report);
    DataSet list =
        new CsvList(
                folder.resolve("photos.csv"),
                Set.of("train"),
                Set.of(),
                NONE,
                ALL,
                Integer.MAX_VALUE,
                Optional.of(exclude))
            .read(report);

    assertThat(folders.labels()).containsExactly("a");
    assertThat(folders.size()).isEqualTo(1);
    assertThat(list.labels()).containsExactly("a");
    assertThat(list.size()).isEqualTo(1);
    assertThat(said.getFirst())
        .contains("2 of 1 labels by the exclusion file (1 of its labels are not there)");
    assertThat(said.getLast()).contains("1 of 1 labels by the exclusion file");
  }

  @Test
  void shouldPassOnThePicturesOfAListOneByOne() throws IOException {
    Path exclude = Files.writeString(folder.resolve("exclude.txt"), "8\n");
    Files.writeString(
        folder.resolve("train_clean.csv"), "landmark_id,images\n7,abc1  bcd2\n8,xyz\n9,abd\n");
    for (ImageSource source :
        List.of(
            gldv2("train_clean.csv", Optional.of(exclude)),
            gldv2("train_clean.csv", Optional.empty()))) {
      DataSet set = source.read(report());
      List<String> expected =
          set.pictures().stream()
              .map(picture -> picture.file() + " " + set.labels().get(picture.label()))
              .toList();
      List<String> streamed = new ArrayList<>();
      source.forEach(report(), (root, file, label) -> streamed.add(file + " " + label));
      assertThat(streamed).isEqualTo(expected);
    }
  }
}
