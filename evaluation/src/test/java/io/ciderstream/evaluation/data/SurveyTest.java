package io.ciderstream.evaluation.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.decode.SizeGroups;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurveyTest {
  @TempDir Path folder;

  @Test
  void shouldGroupByShapeAndCountWhatIsMissingOrBad() throws IOException {
    for (int i = 0; i < 3; i++) {
      Gldv2Tree.draw(folder.resolve(i + ".jpg"), 0, i); // flat, square, tall
    }
    Files.writeString(folder.resolve("bad.jpg"), "no picture");
    List<TrainingImage> pictures = new ArrayList<>();
    for (String file : List.of("2.jpg", "gone.jpg", "0.jpg", "bad.jpg", "1.jpg")) {
      pictures.add(new TrainingImage(folder, file, 0));
    }
    DataSet set = new DataSet(List.of("a"), pictures);
    SizeGroups sizes = SizeGroups.parse("96x64,64x64,64x96", "0.77,1.33");
    List<String> bad = new ArrayList<>();
    List<Integer> done = new ArrayList<>();

    Survey survey =
        Survey.of(set, sizes, Runnable::run, new DataReport(folder, bad::add), done::add);

    assertThat(done).containsExactly(5);
    assertThat(survey.groups()).containsExactly(2, Survey.MISSING, 0, Survey.BAD, 1);
    assertThat(survey.count(Survey.MISSING)).isEqualTo(1);
    assertThat(bad).singleElement().asString().startsWith("bad.jpg: ").contains("FORMAT_UNKNOWN");
    assertThat(survey.usable(set).pictures())
        .extracting(TrainingImage::file)
        .containsExactly("2.jpg", "0.jpg", "1.jpg");
    assertThat(survey.usable().groups()).containsExactly(2, 0, 1);
  }

  @Test
  void shouldReadHeadsOnceForAllRuns() throws IOException {
    for (int i = 0; i < 3; i++) {
      Gldv2Tree.draw(folder.resolve(i + ".jpg"), 0, i); // flat, square, tall
    }
    DataSet set = set("0.jpg", "1.jpg", "2.jpg");
    assertThat(survey(set, 4).groups()).containsExactly(0, 1, 2);
    assertThat(folder.resolve(SizeFile.NAME)).doesNotExist();
    assertThat(survey(set, 3).groups()).containsExactly(0, 1, 2);

    for (String file : List.of("0.jpg", "1.jpg", "2.jpg")) {
      Files.writeString(folder.resolve(file), "no picture any more");
    }
    assertThat(survey(set("2.jpg", "0.jpg", "1.jpg"), 1).groups()).containsExactly(2, 0, 1);
    Files.write(folder.resolve(SizeFile.NAME), new byte[] {1, 2, 3});
    assertThat(survey(set, 1).groups()).containsOnly(Survey.BAD);
  }

  @Test
  void shouldLookAgainForWhatWasMissingOrBad() throws IOException {
    Gldv2Tree.draw(folder.resolve("0.jpg"), 0, 0);
    Files.writeString(folder.resolve("1.jpg"), "half of a download");
    DataSet set = set("0.jpg", "1.jpg", "2.jpg");
    assertThat(survey(set, 1).groups()).containsExactly(0, Survey.BAD, Survey.MISSING);

    Gldv2Tree.draw(folder.resolve("1.jpg"), 0, 1);
    Gldv2Tree.draw(folder.resolve("2.jpg"), 0, 2);
    assertThat(survey(set, 1).groups()).containsExactly(0, 1, 2);
    for (int i = 0; i < 3; i++) {
      Files.delete(folder.resolve(i + ".jpg"));
    }
    assertThat(survey(set, 1).groups()).containsExactly(0, 1, 2);
  }

  @Test
  void shouldReadOnWhereALongSegmentIsInFrontOfTheSize() throws IOException {
    Gldv2Tree.draw(folder.resolve("0.jpg"), 0, 2);
    byte[] jpeg = Files.readAllBytes(folder.resolve("0.jpg"));
    ByteArrayOutputStream with = new ByteArrayOutputStream();
    with.write(jpeg, 0, 2);
    for (int segment = 0; segment < 3; segment++) {
      with.write(new byte[] {(byte) 0xff, (byte) 0xe2, (byte) 0xff, (byte) 0xff});
      with.write(new byte[0xffff - 2]);
      Files.write(folder.resolve(segment + ".jpg"), join(with, jpeg));
    }
    assertThat(survey(set("0.jpg", "1.jpg", "2.jpg"), 4).groups()).containsExactly(2, 2, 2);
  }

  private static byte[] join(ByteArrayOutputStream head, byte[] jpeg) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    head.writeTo(whole);
    whole.write(jpeg, 2, jpeg.length - 2);
    return whole.toByteArray();
  }

  private DataSet set(String... files) {
    return new DataSet(
        List.of("a"),
        Arrays.stream(files).map(file -> new TrainingImage(folder, file, 0)).toList());
  }

  private Survey survey(DataSet set, int keepFrom) {
    SizeGroups sizes = SizeGroups.parse("96x64,64x64,64x96", "0.77,1.33");
    return Survey.of(
        set, sizes, Runnable::run, new DataReport(folder, line -> {}), done -> {}, keepFrom);
  }
}
