package io.ciderstream.overlap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.overlap.folder.AuditFolder;
import io.ciderstream.overlap.folder.AuditedPair;
import io.ciderstream.overlap.list.EvaluationSide;
import io.ciderstream.overlap.list.TrainingSource;
import io.ciderstream.overlap.result.AuditResult;
import io.ciderstream.overlap.result.AutomaticRule;
import io.ciderstream.overlap.verify.PairMatch;
import io.ciderstream.overlap.verify.PairVerifier;
import io.ciderstream.overlap.verify.SiftVerifier;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two evaluation pictures; a part of one and the mirrored other are hidden in two classes. */
class OverlapAuditTest {
  private static final PictureLimits LIMITS = new PictureLimits(1 << 24, 1 << 24);
  private static final int CLASSES = 8;
  private static final int OWN = 3;

  @TempDir private Path folder;
  private Path train;
  private EvaluationSide evaluation;
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void drawPictures() {
    train = folder.resolve("train");
    for (int i = 0; i < CLASSES; i++) {
      for (int j = 0; j < OWN; j++) {
        TestScenes.write(
            train.resolve("class-%d/%d.png".formatted(i, j)), TestScenes.scene(100L + 10 * i + j));
      }
    }
    BufferedImage first = TestScenes.scene(1);
    BufferedImage second = TestScenes.scene(2);
    TestScenes.write(
        train.resolve("class-3/hidden.png"), TestScenes.view(first, 40, 30, 220, 170, 1.2));
    TestScenes.write(train.resolve("class-5/hidden.png"), TestScenes.mirrored(second));
    Path queries = folder.resolve("queries");
    evaluation =
        new EvaluationSide(
            "drawn",
            List.of(
                new EvaluationImage(
                    "first_1",
                    TestScenes.write(queries.resolve("1.png"), first),
                    Optional.of(new EvaluationImage.Crop(20, 10, 310, 230))),
                EvaluationImage.whole(
                    "second_1", TestScenes.write(queries.resolve("2.png"), second))),
            List.of("", "class 6"));
  }

  @Test
  void shouldFindHiddenClassesAndTheMirroredPicture() throws IOException {
    AuditFolder out = AuditFolder.create(folder.resolve("out"));
    int shown = audit(out, new FakeColourEmbedder(Integer.MAX_VALUE), sift()).run();

    List<AuditedPair> pairs = out.pairs().stream().sorted(AuditedPair.MOST_SUSPICIOUS).toList();
    assertThat(pairs.subList(0, 2).stream().map(pair -> pair.candidate().label()))
        .containsExactlyInAnyOrder("class-3", "class-5");
    AuditedPair mirrored =
        pairs.stream().filter(pair -> pair.candidate().label().equals("class-5")).findFirst().get();
    assertThat(mirrored.matches().get("sift").mirrored()).isTrue();
    assertThat(mirrored.candidate().query()).isEqualTo(1);
    assertThat(pairs.stream().filter(pair -> pair.candidate().named()))
        .isNotEmpty()
        .allMatch(pair -> pair.candidate().label().equals("class-6"));
    String page = Files.readString(out.page());
    assertThat(page).contains("\"class-5\"").contains("\"mirrored\":true");
    assertThat(shown).isPositive();
    assertThat(out.thumbnails().resolve("q0.jpg")).exists();

    AuditResult result = AuditResult.write(out, AutomaticRule.ofInliers(20));
    assertThat(Files.readAllLines(result.exclusions())).endsWith("class-3", "class-5").hasSize(3);
    assertThat(result.summary().removal().imagesRemoved()).isEqualTo(2 * OWN + 2);
    assertThat(result.summary().touchedQueries()).isEqualTo(2);
  }

  @Test
  void shouldGiveTheSameResultAfterInterruptionsOfEachStep() throws IOException {
    AuditFolder whole = AuditFolder.create(folder.resolve("whole"));
    audit(whole, new FakeColourEmbedder(Integer.MAX_VALUE), sift()).run();

    AuditFolder cut = AuditFolder.create(folder.resolve("cut"));
    FakeColourEmbedder broken = new FakeColourEmbedder(15);
    assertThatThrownBy(() -> audit(cut, broken, sift()).run())
        .hasMessageContaining("stopped by the test");
    assertThat(cut.candidateFile()).doesNotExist();

    FakeColourEmbedder second = new FakeColourEmbedder(Integer.MAX_VALUE);
    assertThatThrownBy(() -> audit(cut, second, new Breaking<>(sift(), 16)).run())
        .hasMessageContaining("stopped by the test");
    assertThat(second.embedded()).isLessThan(4 + CLASSES * OWN + 2);
    assertThat(cut.candidateFile()).exists();
    long verified;
    try (var lines = Files.lines(cut.path().resolve("verified-sift.jsonl"))) {
      verified = lines.count() - 1;
    }
    assertThat(verified).isBetween(1L, (long) cut.pairs().size() - 1);

    FakeColourEmbedder third = new FakeColourEmbedder(0);
    audit(cut, third, sift()).run();
    for (String file : List.of("candidates.csv", "verified-sift.jsonl", "review.html")) {
      assertThat(Files.readString(cut.path().resolve(file)))
          .isEqualTo(Files.readString(whole.path().resolve(file)));
    }
    AuditResult.write(whole, AutomaticRule.ofInliers(20));
    AuditResult.write(cut, AutomaticRule.ofInliers(20));
    assertThat(cut.path().resolve("exclude.txt"))
        .hasSameTextualContentAs(whole.path().resolve("exclude.txt"));
  }

  @Test
  void shouldRejectAFolderOfAnotherAuditAndChooseOtherCandidatesAnew() {
    AuditFolder out = AuditFolder.create(folder.resolve("out"));
    audit(out, new FakeColourEmbedder(Integer.MAX_VALUE)).run();
    int before = out.pairs().size();
    AuditInput input = input(new FakeColourEmbedder(0), List.of());
    new OverlapAudit(out, input, options(2), System::nanoTime, new Said()).run();
    assertThat(out.pairs()).hasSizeLessThan(before);

    evaluation = new EvaluationSide("other", evaluation.pictures(), evaluation.names());
    assertThatThrownBy(() -> audit(out, new FakeColourEmbedder(0)).run())
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("evaluation set");
  }

  @Test
  void shouldRejectAFolderWhoseListsChangedSince() throws IOException {
    AuditFolder out = AuditFolder.create(folder.resolve("out"));
    audit(out, new FakeColourEmbedder(Integer.MAX_VALUE)).run();

    EvaluationSide before = evaluation;
    evaluation = new EvaluationSide("drawn", before.pictures().reversed(), before.names());
    assertThatThrownBy(() -> audit(out, new FakeColourEmbedder(0)).run())
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("list of evaluation pictures");
    evaluation = before;
    audit(out, new FakeColourEmbedder(0)).run();

    Path later = TestScenes.write(train.resolve("class-8/later.png"), TestScenes.scene(3));
    assertThatThrownBy(() -> audit(out, new FakeColourEmbedder(0)).run())
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("list of training pictures");
    Files.delete(later);
    audit(out, new FakeColourEmbedder(0)).run();
  }

  @Test
  void shouldRejectPicturesThatCannotBeReadAndReportSingleOnes() throws IOException {
    Files.writeString(train.resolve("class-1/0.png"), "no picture");
    AuditFolder out = AuditFolder.create(folder.resolve("out"));
    audit(out, new FakeColourEmbedder(Integer.MAX_VALUE), sift()).run();
    assertThat(Files.readString(out.unreadable())).contains("class-1/0.png");

    evaluation =
        new EvaluationSide(
            "gone", List.of(EvaluationImage.whole("x", folder.resolve("none.png"))), List.of(""));
    AuditFolder other = AuditFolder.create(folder.resolve("other"));
    assertThatThrownBy(() -> audit(other, new FakeColourEmbedder(Integer.MAX_VALUE)).run())
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("evaluation pictures");
  }

  @Test
  void shouldEstimateTheCostBeforeTheLongWork() {
    for (int i = 0; i < 40; i++) {
      TestScenes.write(train.resolve("more/%d.png".formatted(i)), TestScenes.scene(500 + i));
    }
    AuditFolder out = AuditFolder.create(folder.resolve("out"));
    AuditInput input =
        input(new FakeColourEmbedder(Integer.MAX_VALUE), List.<PairVerifier<?>>of(sift()));
    new OverlapAudit(
            out, input, new AuditOptions(5, 2, 5, 100, 2, 40), System::nanoTime, new Said())
        .run();
    assertThat(said)
        .anyMatch(
            line ->
                line.matches(
                    "estimated from measured rates: 66 training pictures: about .+ pictures/s;.+"
                        + " GB are free; verification of up to 10 pairs by sift: about .+"));
    assertThat(out.rates().all()).containsKeys("embedded_pictures_per_second");
  }

  private static SiftVerifier sift() {
    return new SiftVerifier(LIMITS);
  }

  private OverlapAudit audit(
      AuditFolder out, FakeColourEmbedder embedder, PairVerifier<?>... verifiers) {
    return new OverlapAudit(
        out, input(embedder, List.of(verifiers)), options(6), System::nanoTime, new Said());
  }

  private AuditInput input(FakeColourEmbedder embedder, List<PairVerifier<?>> verifiers) {
    return new AuditInput(
        TrainingSource.of(train, Set.of()), evaluation, embedder, verifiers, LIMITS);
  }

  private static AuditOptions options(int neighbours) {
    return new AuditOptions(neighbours, 2, 5, 100, 2, 7);
  }

  /** Keeps what was said. */
  private final class Said implements AuditListener {
    @Override
    public void say(String text) {
      said.add(text);
    }

    @Override
    public void show(String step, int done, int all) {
      assertThat(done).as(step).isBetween(0, all);
    }
  }

  /** Fails after so many matches. */
  private record Breaking<F>(PairVerifier<F> verifier, AtomicInteger left)
      implements PairVerifier<F> {
    Breaking(PairVerifier<F> verifier, int left) {
      this(verifier, new AtomicInteger(left));
    }

    @Override
    public String name() {
      return verifier.name();
    }

    @Override
    public String settings() {
      return verifier.settings();
    }

    @Override
    public int held() {
      return verifier.held();
    }

    @Override
    public int certainInliers() {
      return verifier.certainInliers();
    }

    @Override
    public F extract(byte[] content, Optional<BoundingBox> region) {
      return verifier.extract(content, region);
    }

    @Override
    public PairMatch match(F query, F picture) {
      if (left.decrementAndGet() < 0) {
        throw new IllegalStateException("stopped by the test");
      }
      return verifier.match(query, picture);
    }

    @Override
    public void close() {
      verifier.close();
    }
  }
}
