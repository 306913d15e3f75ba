package io.ciderstream.overlap.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.evaluation.data.DataReport;
import io.ciderstream.schemas.CiderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingListTest {
  @TempDir private Path folder;

  @Test
  void shouldWriteTheLabelledPicturesOfAListAndCountTheOthers() throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("photos.csv"),
            "file,split,label\na/1.jpg,train,\"x, y\"\na/2.jpg,train,z\na/3.jpg,other,z\n");
    TrainingList list = new TrainingList(folder.resolve("training.csv"));

    TrainingList.Totals totals =
        list.write(TrainingSource.of(csv, Set.of("train")).images(), report());

    assertThat(totals)
        .isEqualTo(new TrainingList.Totals(folder.toAbsolutePath(), 2, 2, 0, totals.digest()));
    assertThat(TrainingList.count(TrainingSource.of(csv, Set.of("train")).images(), report()))
        .isEqualTo(totals);
    assertThat(all(list))
        .containsExactly(
            new ListedPicture(0, "a/1.jpg", "x, y"), new ListedPicture(1, "a/2.jpg", "z"));
    assertThat(list.sizes(List.of("z", "none"))).isEqualTo(Map.of("z", 1, "none", 0));
  }

  @Test
  void shouldReadTheListInPartsOfWhichTheFirstIsSmaller() throws IOException {
    StringBuilder clean = new StringBuilder("landmark_id,images\n");
    for (int landmark = 0; landmark < 5; landmark++) {
      clean.append(landmark).append(",abc%d0 abc%d1\n".formatted(landmark, landmark));
    }
    Files.writeString(folder.resolve("train_clean.csv"), clean);
    TrainingList list = new TrainingList(folder.resolve("training.csv"));
    TrainingSource source = TrainingSource.of(folder, Set.of());
    list.write(source.images(), report());

    List<List<Integer>> parts = new ArrayList<>();
    list.readParts(
        3, 4, part -> parts.add(part.pictures().stream().map(ListedPicture::row).toList()));

    assertThat(source.kind()).isEqualTo("gldv2");
    assertThat(parts).containsExactly(List.of(0, 1, 2), List.of(3, 4, 5, 6), List.of(7, 8, 9));
    assertThat(all(list).get(9)).isEqualTo(new ListedPicture(9, "a/b/c/abc41.jpg", "4"));
  }

  @Test
  void shouldRejectASetWithoutClasses() throws IOException {
    Path csv = Files.writeString(folder.resolve("photos.csv"), "file,split,label\n");
    TrainingList list = new TrainingList(folder.resolve("training.csv"));
    assertThatThrownBy(() -> list.write(TrainingSource.of(csv, Set.of("train")).images(), report()))
        .isInstanceOf(CiderException.class);
    assertThat(folder.resolve("training.csv")).doesNotExist();
  }

  @Test
  void shouldNameClassesByTheirCategoryOrByThemselves() throws IOException {
    Path categories =
        Files.writeString(
            folder.resolve(ClassNames.GLDV2_FILE),
            """
            landmark_id,category
            7,http://commons.wikimedia.org/wiki/Category:All_Souls_College,_Oxford
            """
                    .replace("College,_Oxford", "College%2C_Oxford")
                + "8,http://commons.wikimedia.org/wiki/Category:Mus%C3%A9e_d%27Orsay\n9,odd%zz_one\n");
    Map<String, String> named = new HashMap<>();
    TrainingList list = new TrainingList(folder.resolve("training.csv"));
    new ClassNames(list, Optional.of(categories)).forEach(named::put);
    assertThat(named)
        .isEqualTo(
            Map.of("7", "All Souls College, Oxford", "8", "Musée d'Orsay", "9", "odd%zz one"));

    Files.writeString(folder.resolve("training.csv"), "file,class\na,kremlin\nb,42\nc,kremlin\n");
    Map<String, String> own = new HashMap<>();
    new ClassNames(list, Optional.empty()).forEach(own::put);
    assertThat(own).isEqualTo(Map.of("kremlin", "kremlin"));
  }

  private DataReport report() {
    return new DataReport(folder, line -> {});
  }

  private static List<ListedPicture> all(TrainingList list) {
    List<ListedPicture> all = new ArrayList<>();
    list.forEach(all::add);
    return all;
  }
}
