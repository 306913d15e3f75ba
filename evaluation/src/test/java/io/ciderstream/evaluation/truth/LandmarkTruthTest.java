package io.ciderstream.evaluation.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.evaluation.metric.AveragePrecision;
import io.ciderstream.evaluation.metric.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandmarkTruthTest {
  @TempDir Path folder;

  @Test
  void shouldReadRetrievalByUsage() throws IOException {
    write("index.csv", "id\nabc1\nabd2\nxyz3\n");
    write(
        "retrieval_solution_v2.1.csv",
        "id,images,Usage\nq000,xyz3 gone abc1,Private\nq001,None,Ignored\nq002,abd2,Public\n");

    RetrievalSet set = new LandmarkTruth(folder, folder).retrieval();

    assertThat(set.index().getFirst().file()).isEqualTo(folder.resolve("index/a/b/c/abc1.jpg"));
    assertThat(set.queries()).extracting(EvaluationImage::id).containsExactly("q000", "q002");
    assertThat(set.queries().getFirst().file()).isEqualTo(folder.resolve("test/q/0/0/q000.jpg"));
    assertThat(set.protocols()).allMatch(p -> p.scoring() == AveragePrecision.FIRST_HUNDRED);
    assertThat(set.protocols().getFirst().truths().getFirst().right()).containsExactly(0, 2);
    assertThat(set.protocols())
        .extracting(p -> p.truths().stream().map(Truth::isEmpty).toList().toString())
        .containsExactly("[false, false]", "[true, false]", "[false, true]");
  }

  @Test
  void shouldReadRecognitionWithTheCleanTrainingPictures() throws IOException {
    write(
        "recognition_solution_v2.1.csv",
        "id,landmarks,Usage\nq000,7 9,Public\nq001,,Private\nq002,1,Ignored\n");
    write("train.csv", "id,url,landmark_id\nzzz1,http://x,3\n");

    RecognitionSet all = new LandmarkTruth(folder, folder).recognition();
    write("train_clean.csv", "landmark_id,images\n7,abc1 abd2\n8,xyz3\n");
    RecognitionSet clean = new LandmarkTruth(folder, folder).recognition();

    assertThat(clean.landmarks()).containsExactly(Set.of("7", "9"), Set.of());
    assertThat(clean.labels()).containsExactly("7", "7", "8");
    assertThat(clean.index().getLast().file()).isEqualTo(folder.resolve("train/x/y/z/xyz3.jpg"));
    assertThat(all.labels()).containsExactly("3");
  }

  @Test
  void shouldRefuseUnknownUsagesAndIdsThatAreListedTwice() throws IOException {
    write("index.csv", "id\nabc1\n");
    write("retrieval_solution_v2.1.csv", "id,images,Usage\nq000,abc1,private\n");
    LandmarkTruth truth = new LandmarkTruth(folder, folder);

    assertThatThrownBy(truth::retrieval)
        .hasMessageContaining("line 2: the usage 'private' is none of Public, Private and Ignored");
    write("index.csv", "id\nabc1\nabc1\n");
    assertThatThrownBy(truth::retrieval).hasMessageContaining("line 3: abc1 is listed twice");
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }
}
