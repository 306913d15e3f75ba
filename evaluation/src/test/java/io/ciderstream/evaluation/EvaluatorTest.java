package io.ciderstream.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.evaluation.feature.Extraction;
import io.ciderstream.evaluation.feature.FakeEmbedder;
import io.ciderstream.evaluation.metric.AveragePrecision;
import io.ciderstream.evaluation.metric.Figures;
import io.ciderstream.evaluation.metric.Protocol;
import io.ciderstream.evaluation.metric.Truth;
import io.ciderstream.evaluation.rerank.RerankOptions;
import io.ciderstream.evaluation.truth.RecognitionSet;
import io.ciderstream.evaluation.truth.RetrievalSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {
  private static final double EXACT = 1e-9;

  @TempDir Path folder;

  @Test
  void shouldRankDistractorsAmongTheIndex() throws IOException {
    RetrievalSet set =
        new RetrievalSet(
            List.of(picture("q", "1 0")),
            List.of(picture("wrong", "0 1"), picture("right", "0.8 0.6")),
            List.of(
                new Protocol(
                    "labels",
                    List.of(new Truth(new int[] {1}, new int[0])),
                    AveragePrecision.TRAPEZOID)));

    EvaluationReport alone = evaluator().retrieval(set, List.of());
    EvaluationReport among = evaluator().retrieval(set, List.of(picture("far", "0.9 0.1")));

    assertThat(alone.figures().getFirst().map()).isEqualTo(1);
    assertThat(among.figures().getFirst().map()).isCloseTo(0.25, within(EXACT));
    assertThat(among.indexed()).isEqualTo(3);
    assertThat(among.embedded()).isEqualTo(1);
  }

  @Test
  void shouldCountAQueryThatCannotBeReadAsNothingFound() throws IOException {
    Truth first = new Truth(new int[] {0}, new int[0]);
    RetrievalSet set =
        new RetrievalSet(
            List.of(picture("q", "1 0"), picture("bad", "no numbers")),
            List.of(picture("right", "1 0")),
            List.of(new Protocol("labels", List.of(first, first), AveragePrecision.TRAPEZOID)));

    EvaluationReport report = evaluator().retrieval(set, List.of());

    assertThat(report.figures().getFirst().map()).isEqualTo(0.5);
    assertThat(report.unreadable()).hasSize(1);
  }

  @Test
  void shouldRefuseASetInWhichNoQueryCanFindAnything() throws IOException {
    EvaluationImage query = picture("q", "1 0");
    EvaluationImage bad = picture("bad", "no numbers");
    EvaluationImage gone = EvaluationImage.whole("gone", folder.resolve("gone.jpg"));

    assertRefused(set(query, query, Truth.NONE), "None of the 1 queries has a right answer");
    assertRefused(set(query, gone, FIRST), "None of the 1 pictures to search is there; the first");
    assertRefused(set(gone, query, FIRST), "None of the 1 query pictures is there; the first");
    assertRefused(set(bad, query, FIRST), "None of the 1 query pictures can be read; the first");
    RetrievalSet noAnswer =
        new RetrievalSet(
            List.of(query),
            List.of(bad, query),
            List.of(new Protocol("labels", List.of(FIRST), AveragePrecision.TRAPEZOID)));
    assertRefused(noAnswer, "No query that can be read has a right answer that can be read");
    assertThatThrownBy(
            () ->
                evaluator()
                    .recognition(
                        new RecognitionSet(
                            List.of(query), List.of(Set.of("x")), List.of(query), List.of("y"))))
        .hasMessageContaining("DATA_INVALID")
        .hasMessageContaining("None of the 1 queries shows a landmark");
  }

  private static final Truth FIRST = new Truth(new int[] {0}, new int[0]);

  private static RetrievalSet set(EvaluationImage query, EvaluationImage index, Truth truth) {
    return new RetrievalSet(
        List.of(query),
        List.of(index),
        List.of(new Protocol("labels", List.of(truth), AveragePrecision.TRAPEZOID)));
  }

  private void assertRefused(RetrievalSet set, String message) {
    assertThatThrownBy(() -> evaluator().retrieval(set, List.of()))
        .hasMessageContaining("DATA_INVALID")
        .hasMessageContaining(message);
  }

  @Test
  void shouldNotRepeatThePathOfAMissingPicture() throws IOException {
    EvaluationImage gone = EvaluationImage.whole("gone", folder.resolve("gone.jpg"));
    RetrievalSet set =
        new RetrievalSet(
            List.of(picture("q", "1 0"), gone),
            List.of(picture("right", "1 0")),
            List.of(new Protocol("labels", List.of(FIRST, FIRST), AveragePrecision.TRAPEZOID)));

    assertThat(evaluator().retrieval(set, List.of()).unreadable())
        .containsExactly(gone.file() + ": it does not exist");
  }

  @Test
  void shouldGuessTheLandmarkOfTheNearestPicture() throws IOException {
    RecognitionSet set =
        new RecognitionSet(
            List.of(
                picture("q1", "1 0"),
                picture("q2", "0 0.9"),
                picture("q3", "0.7 0.1"),
                picture("q4", "0 0.1")),
            List.of(Set.of("tower"), Set.of("tower"), Set.of(), Set.of("hall", "gate")),
            List.of(picture("t", "1 0"), picture("h", "0 1")),
            List.of("tower", "hall"));

    EvaluationReport report = evaluator().recognition(set);

    // q1 right at 1.0, q2 wrong at 0.9, q3 shows nothing at 0.7, q4 right at 0.1; three show one
    assertThat(report.figures().getFirst().map()).isCloseTo((1 + 2 / 4.0) / 3, within(EXACT));
  }

  @Test
  void shouldJudgeDescriptorsAtHandByLabel() {
    List<String> labels = List.of("hall", "mill", "hall", "hall", "mill");
    int[] rows = {0, 1, 2, 4};
    float[][] descriptors = {{1, 0}, {0.6f, 0.8f}, {0.8f, 0.6f}, {1, 0}, {0, 1}};

    Figures figures = RowRetrieval.byLabel(labels, rows, rows).judge(descriptors).getFirst();

    // rows 0, 1, 2, 4: 0 finds 2 first; 1 finds 2 (0.96), then 4 (0.8); 2 finds 1, then 0; 4 finds
    // 1
    assertThat(figures.averagePrecisions()).hasSize(4);
    assertThat(figures.averagePrecisions().get(0)).isEqualTo(1);
    assertThat(figures.averagePrecisions().get(1)).isCloseTo(0.25, within(EXACT));
    assertThat(figures.averagePrecisions().get(2)).isCloseTo(0.25, within(EXACT));
    assertThat(figures.averagePrecisions().get(3)).isEqualTo(1);
  }

  @Test
  void shouldCountUnreadablePicturesAsFoundNowhereWhileItLearnsToo() throws IOException {
    List<String> labels = List.of("hall", "hall", "mill", "hall");
    float[][] descriptors = {{1, 0}, {0, 0}, {-1, 0}, {0.6f, 0.8f}};
    Figures learning =
        RowRetrieval.byLabel(labels, new int[] {0, 1}, new int[] {1, 2, 3})
            .judge(descriptors)
            .getFirst();

    Protocol protocol =
        new Protocol(
            "labels",
            Truth.byLabel(labels, new int[] {0, 1}, new int[] {1, 2, 3}),
            AveragePrecision.TRAPEZOID);
    RetrievalSet set =
        new RetrievalSet(
            List.of(picture("a", "1 0"), picture("b", "bad")),
            List.of(picture("b", "bad"), picture("c", "-1 0"), picture("d", "0.6 0.8")),
            List.of(protocol));
    Figures served = evaluator().retrieval(set, List.of()).figures().getFirst();

    // the query that can be read finds d first, c second and the unreadable b last
    assertThat(learning.averagePrecisions()).isEqualTo(served.averagePrecisions());
    assertThat(learning.averagePrecisions().get(0)).isCloseTo((1 + 7 / 12.0) / 2, within(EXACT));
    assertThat(learning.averagePrecisions().get(1)).isZero();
  }

  /** The query's cosine prefers the wrong one, the local features know the place. */
  @Test
  void shouldRankWhatIsVerifiedFirst() throws IOException {
    RetrievalSet set =
        new RetrievalSet(
            List.of(picture("q", "1 0 7")),
            List.of(picture("wrong", "0.9 0.1 8"), picture("right", "0.5 0.5 7")),
            List.of(
                new Protocol(
                    "labels",
                    List.of(new Truth(new int[] {1}, new int[0])),
                    AveragePrecision.TRAPEZOID)));
    List<EvaluationImage> distractors = List.of(picture("far", "0.8 0.1 9"));
    Extraction extraction =
        new Extraction(
                FakeEmbedder.withLocalFeatures(2),
                folder.resolve("cache"),
                System::nanoTime,
                (done, all) -> {})
            .withLocalFeatures();

    Figures alone =
        new Evaluator(extraction, System::nanoTime)
            .retrieval(set, distractors)
            .figures()
            .getFirst();
    Figures verified =
        new Evaluator(extraction, System::nanoTime, verify(3))
            .retrieval(set, distractors)
            .figures()
            .getFirst();
    Figures tooFew =
        new Evaluator(extraction, System::nanoTime, verify(2))
            .retrieval(set, distractors)
            .figures()
            .getFirst();

    assertThat(verified.map()).isEqualTo(1);
    assertThat(alone.map()).isCloseTo((0 + 1 / 3.0) / 2, within(EXACT));
    assertThat(tooFew.averagePrecisions()).isEqualTo(alone.averagePrecisions());
  }

  private static RerankOptions verify(int count) {
    return new RerankOptions(Optional.empty(), Optional.empty(), Optional.empty(), count);
  }

  @Test
  void shouldFindTheRowsThatAreTheQueriesThemselves() throws IOException {
    EvaluationImage a = picture("a", "1 0");
    EvaluationImage b = picture("b", "0 1");
    List<EvaluationImage> all = List.of(a, b, picture("c", "0 1"));
    List<Truth> ignored =
        Truth.byLabel(List.of("x", "x", "x"), new int[] {1, 0}, new int[] {0, 1, 2});
    List<Truth> right = List.of(new Truth(new int[] {0, 1}, new int[0]), Truth.NONE);

    assertThat(OwnRows.of(ownSet(List.of(b, a), all, ignored))).containsExactly(1, 0);
    assertThat(OwnRows.of(ownSet(List.of(a, picture("d", "0 1")), all, right)))
        .as("a right answer, and a file that is not searched")
        .containsExactly(-1, -1);
  }

  private static RetrievalSet ownSet(
      List<EvaluationImage> queries, List<EvaluationImage> index, List<Truth> truths) {
    return new RetrievalSet(
        queries, index, List.of(new Protocol("p", truths, AveragePrecision.TRAPEZOID)));
  }

  private Evaluator evaluator() {
    return new Evaluator(
        new Extraction(
            new FakeEmbedder(2), folder.resolve("cache"), System::nanoTime, (done, all) -> {}),
        System::nanoTime);
  }

  private EvaluationImage picture(String id, String content) throws IOException {
    return EvaluationImage.whole(id, Files.writeString(folder.resolve(id + ".jpg"), content));
  }
}
