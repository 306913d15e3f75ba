package io.ciderstream.streams.searcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.embedding.local.StripFeatures;
import io.ciderstream.index.ModelId;
import io.ciderstream.index.PictureInfo;
import io.ciderstream.index.Row;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MatchVerifierTest {
  private static RankedMatch match(String id, float score, byte[] localFeatures) {
    Row row =
        new Row(
            new ImageId(id),
            new float[0],
            new ModelId("test", "0123456789ab"),
            Map.of(),
            new PictureInfo(OptionalLong.empty(), List.of(), 4, 3),
            new SourcePosition(new RecordPosition(0, 1), 11));
    return RankedMatch.unchecked(row.withLocalFeatures(localFeatures), score);
  }

  private static byte[] showing(String... words) {
    return StripFeatures.of(words).encode();
  }

  private static MatchVerifier asking(String... words) {
    return new MatchVerifier(StripFeatures.OPTIONS, Map.of(0, picture(words)), false);
  }

  private static QueryFeatures picture(String... words) {
    return new QueryFeatures(StripFeatures.of(words), Optional.empty());
  }

  private static List<String> ids(List<RankedMatch> ranked) {
    return ranked.stream().map(match -> match.row().id().value()).toList();
  }

  @Test
  void shouldOrderByCosineAndInliersAndKeepTheCosineAsScore() throws Exception {
    List<RankedMatch> ranked =
        asking("bridge", "tower")
            .verify(
                List.of(
                    match("similar", 0.9f, showing("field", "wood")),
                    match("part", 0.5f, showing("tower")),
                    match("same", 0.4f, showing("bridge", "tower"))),
                3);
    assertThat(ids(ranked)).containsExactly("same", "part", "similar");
    assertThat(ranked).extracting(RankedMatch::score).containsExactly(0.4f, 0.5f, 0.9f);
    MatchVerification part = ranked.get(1).verification().orElseThrow();
    assertThat(part.inliers()).isEqualTo(StripFeatures.OF_A_WORD);
    assertThat(part.verified()).isTrue();
    assertThat(part.queryBox()).hasValue(new BoundingBox(0.5f, 0, 1, 1, 1));
    assertThat(part.box()).hasValue(new BoundingBox(0, 0, 1, 1, 1));
    MatchVerification similar = ranked.get(2).verification().orElseThrow();
    assertThat(similar.verified()).isFalse();
    assertThat(similar.inliers()).isLessThan(StripFeatures.OPTIONS.verified());
  }

  @Test
  void shouldLeaveWhatCannotBeCheckedAtItsCosine() throws Exception {
    byte[] broken = showing("tower");
    broken[0] = 9;
    List<RankedMatch> ranked =
        asking("tower")
            .verify(
                List.of(
                    match("none", 0.8f, new byte[0]),
                    match("broken", 0.7f, broken),
                    match("cut", 0.6f, new byte[] {1, 2}),
                    match("same", 0.5f, showing("tower")),
                    match("behind", 0.4f, showing("tower"))),
                4);
    assertThat(ids(ranked)).containsExactly("same", "none", "broken", "cut", "behind");
    assertThat(ranked)
        .extracting(match -> match.verification().isPresent())
        .containsExactly(true, false, false, false, false);
  }

  @Test
  void shouldCompareAgainOnlyWhatChanged() throws Exception {
    MatchVerifier verifier = asking("tower");
    verifier.verify(List.of(match("a", 0.5f, showing("tower"))), 1);
    assertThat(verifier.compared()).isEqualTo(1);
    List<RankedMatch> again = verifier.verify(List.of(match("a", 0.7f, showing("tower"))), 1);
    assertThat(verifier.compared()).isZero();
    assertThat(again.getFirst().score()).isEqualTo(0.7f);
    assertThat(again.getFirst().verification().orElseThrow().verified()).isTrue();
    List<RankedMatch> replaced = verifier.verify(List.of(match("a", 0.7f, showing("field"))), 1);
    assertThat(verifier.compared()).isEqualTo(1);
    assertThat(replaced.getFirst().verification().orElseThrow().verified()).isFalse();
  }

  @Test
  void shouldKeepTheOrderOfEqualScores() throws Exception {
    List<RankedMatch> ranked =
        asking("tower")
            .verify(
                List.of(
                    match("a", 0.5f, showing("tower")),
                    match("b", 0.5f, showing("tower")),
                    match("c", 0.5f, showing("tower"))),
                3);
    assertThat(ids(ranked)).containsExactly("a", "b", "c");
  }

  @Test
  void shouldGiveTheQueryBoxInTheWholePictureWhereARegionWasAskedFor() throws Exception {
    BoundingBox region = new BoundingBox(0.5f, 0, 1, 0.5f, 1);
    MatchVerifier verifier =
        new MatchVerifier(
            StripFeatures.OPTIONS,
            Map.of(0, new QueryFeatures(StripFeatures.of("bridge", "tower"), Optional.of(region))),
            false);
    BoundingBox box =
        verifier
            .verify(List.of(match("same", 0.5f, showing("tower"))), 1)
            .getFirst()
            .verification()
            .flatMap(MatchVerification::queryBox)
            .orElseThrow();
    assertThat(box.x1()).isCloseTo(0.75f, within(1e-6f));
    assertThat(box.x2()).isCloseTo(1, within(1e-6f));
    assertThat(box.y1()).isZero();
    assertThat(box.y2()).isCloseTo(0.5f, within(1e-6f));
  }

  @Test
  void shouldVerifyWithThePictureThatACandidateAgreesWithMost() throws Exception {
    Map<Integer, QueryFeatures> pictures = new TreeMap<>();
    pictures.put(0, picture("field"));
    pictures.put(2, picture("bridge", "tower"));
    MatchVerifier verifier = new MatchVerifier(StripFeatures.OPTIONS, pictures, true);
    List<RankedMatch> ranked =
        verifier.verify(
            List.of(
                match("none", 0.9f, showing("harbour")).withQueryIndex(OptionalInt.of(2)),
                match("tower", 0.5f, showing("tower")),
                match("field", 0.5f, showing("field"))),
            3);
    assertThat(verifier.compared()).as("candidates, not pictures").isEqualTo(3);
    Map<String, OptionalInt> by = new TreeMap<>();
    ranked.forEach(match -> by.put(match.row().id().value(), match.queryIndex()));
    assertThat(by)
        .containsEntry("tower", OptionalInt.of(2))
        .containsEntry("field", OptionalInt.of(0))
        .as("that of its cosine")
        .containsEntry("none", OptionalInt.of(2));
    assertThat(ranked)
        .filteredOn(match -> match.row().id().value().equals("tower"))
        .allSatisfy(
            match ->
                assertThat(match.verification().flatMap(MatchVerification::queryBox))
                    .hasValue(new BoundingBox(0.5f, 0, 1, 1, 1)));
  }

  @Test
  void shouldEndWhenItIsInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () -> asking("tower").verify(List.of(match("same", 0.5f, showing("tower"))), 1))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }
}
