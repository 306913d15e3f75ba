package io.ciderstream.evaluation.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.decode.SizeGroups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    Survey survey = Survey.of(set, sizes, Runnable::run, new DataReport(folder, bad::add));

    assertThat(survey.groups()).containsExactly(2, Survey.MISSING, 0, Survey.BAD, 1);
    assertThat(survey.count(Survey.MISSING)).isEqualTo(1);
    assertThat(bad).singleElement().asString().startsWith("bad.jpg: ").contains("FORMAT_UNKNOWN");
    assertThat(survey.usable(set).pictures())
        .extracting(TrainingImage::file)
        .containsExactly("2.jpg", "0.jpg", "1.jpg");
    assertThat(survey.usable().groups()).containsExactly(2, 0, 1);
  }
}
