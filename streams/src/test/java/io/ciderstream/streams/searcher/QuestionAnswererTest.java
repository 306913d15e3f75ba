package io.ciderstream.streams.searcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.embedding.local.StripFeatures;
import io.ciderstream.index.Change;
import io.ciderstream.index.InMemoryIndex;
import io.ciderstream.index.ModelId;
import io.ciderstream.index.PictureInfo;
import io.ciderstream.index.Row;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.index.UserRows;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.ReservedIds;
import io.ciderstream.streams.TestEmbedder;
import io.ciderstream.streams.fetch.FetchedPicture;
import io.ciderstream.streams.fetch.PictureFetcher;
import io.ciderstream.streams.runtime.RoleMeter;
import io.ciderstream.streams.runtime.RoleObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuestionAnswererTest {
  private static final Duration POLL = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final InMemoryIndex index = new InMemoryIndex();
  private final IndexCalls calls = new IndexCalls(index, 1);
  private final PositionWatcher positions = new PositionWatcher(index::reached, POLL);
  private final CountDownLatch fetched = new CountDownLatch(1);
  private final TestEmbedder embedder = new TestEmbedder(2, 0);
  private final List<Integer> counted = new ArrayList<>();
  private final VerificationStage verification = verification(0);
  private final QuestionAnswerer answerer = answerer(verification);

  private VerificationStage verification(int expansion) {
    return new VerificationStage(
        new SearcherOptions.Verification(1, expansion),
        new RoleMeter(
            Clock.systemUTC(),
            new RoleObserver() {
              @Override
              public void verified(int checked, int verified) {
                counted.addAll(List.of(checked, verified));
              }
            }));
  }

  private QuestionAnswerer answerer(VerificationStage stage) {
    return new QuestionAnswerer(
        embedder, calls, new Unanswering(), POLL, positions, () -> 4, stage);
  }

  /** Never answers. */
  private final class Unanswering implements PictureFetcher {
    @Override
    public FetchedPicture fetch(String uri, Duration timeout) throws InterruptedException {
      if (fetched.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new AssertionError("nothing is fetched here");
      }
      throw new CiderException(ErrorCode.URI_UNAVAILABLE, "It is unreachable.");
    }

    @Override
    public boolean isPicturesOwn(CiderException failure) {
      return false;
    }

    @Override
    public void close() {}
  }

  @AfterEach
  void stop() {
    positions.close();
    calls.close();
    verification.close();
  }

  private void put(String id, long offset, Map<String, Object> metadata, float... vector) {
    index.apply(List.of(new Change.Upsert(row(id, offset, metadata, vector))));
  }

  private static Row row(String id, long offset, Map<String, Object> metadata, float... vector) {
    return new Row(
        new ImageId(id),
        vector,
        new ModelId("test", "0123456789ab"),
        metadata,
        new PictureInfo(OptionalLong.empty(), List.of(), 4, 3),
        new SourcePosition(new RecordPosition(0, offset), 11));
  }

  private void putShowing(String id, String words, float... vector) {
    Row row = row(id, 0, Map.of(), vector);
    byte[] features = StripFeatures.of(words.split(" ")).encode();
    index.apply(List.of(new Change.Upsert(row.withLocalFeatures(features))));
  }

  private static Question verified(Question.Subject subject, int topK, int verify) {
    return new Question(
        List.of(subject),
        Question.Combination.MEAN,
        new Question.Page(0, topK),
        verify,
        Question.Selection.ALL,
        List.of(),
        Optional.empty());
  }

  private static Question.Subject picture(String words) {
    return new Question.Subject.Content(words.getBytes(UTF_8), Optional.empty());
  }

  private static Question question(
      Question.Subject subject, int topK, String filter, RecordPosition... atLeast) {
    return new Question(
        List.of(subject),
        Question.Combination.MEAN,
        new Question.Page(0, topK),
        0,
        new Question.Selection(
            Optional.ofNullable(filter), Optional.empty(), Optional.empty(), false),
        List.of(atLeast),
        Optional.empty());
  }

  private Answer answer(Question question, Duration budget) throws InterruptedException {
    return answerer.answer(question, limits(budget), new Stopwatch());
  }

  private static Limits limits(Duration budget) {
    Clock clock = Clock.systemUTC();
    return new Limits(clock, Optional.empty(), clock.instant().plus(budget));
  }

  private List<String> ids(Question question) throws InterruptedException {
    return answer(question, LONG).matches().stream()
        .map(match -> match.row().id().value())
        .toList();
  }

  private static Question.Subject indexed(String id) {
    return new Question.Subject.Indexed(new ImageId(id));
  }

  @Test
  void shouldNeverReturnAReservedRow() throws Exception {
    IndexCalls ofUsers = new IndexCalls(new UserRows(index), 1);
    QuestionAnswerer answering =
        new QuestionAnswerer(
            embedder, ofUsers, new Unanswering(), POLL, positions, () -> 4, verification);
    ReservedIds.CANARIES.forEach(id -> put(id.value(), 0, Map.of("n", "x"), 1, 0));
    put("other", 1, Map.of("n", "x"), 1, 0.1f);
    put("last", 2, Map.of("n", "x"), 0, 1);
    Question.Subject near = new Question.Subject.Vector(new float[] {1, 0}, Optional.empty());
    for (Question asked :
        List.of(
            question(near, 1, null),
            question(near, 1, "metadata[\"n\"] == \"x\""),
            question(near, 1, null, new RecordPosition(0, 2)),
            question(indexed("other"), 1, null))) {
      assertThat(answering.answer(asked, limits(LONG), new Stopwatch()).matches())
          .as("%s", asked)
          .hasSize(1)
          .noneMatch(match -> ReservedIds.isReserved(match.row().id().value()));
    }
    Question canary = question(indexed(ReservedIds.CANARIES.getFirst().value()), 1, null);
    assertThatThrownBy(() -> answering.answer(canary, limits(LONG), new Stopwatch()))
        .hasMessageContaining("IMAGE_UNKNOWN");
    ofUsers.close();
  }

  @Test
  void shouldSayHowFarTheIndexIs() throws Exception {
    put("one", 7, Map.of(), 1, 0);
    positions.report(1, 20);
    positions.report(0, 5);
    Question.Subject vector = new Question.Subject.Vector(new float[] {1, 0}, Optional.empty());
    assertThat(answer(question(vector, 1, null), LONG).held())
        .containsExactly(new RecordPosition(0, 5), new RecordPosition(1, 20));
    assertThat(answer(question(vector, 1, null, new RecordPosition(0, 7)), LONG).held())
        .containsExactly(new RecordPosition(0, 7), new RecordPosition(1, 20));
    assertThat(answerer.held())
        .containsExactly(new RecordPosition(0, 5), new RecordPosition(1, 20));
  }

  @Test
  void shouldSayThatThereIsNoSuchPartition() {
    Question.Subject vector = new Question.Subject.Vector(new float[] {1, 0}, Optional.empty());
    assertThatThrownBy(
            () ->
                answer(question(vector, 5, null, new RecordPosition(4, 0)), Duration.ofMillis(20)))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("QUERY_INVALID")
        .hasMessageContaining("at_least names partition 4, but the topic of images has 4");
    assertThatThrownBy(
            () ->
                answer(question(vector, 5, null, new RecordPosition(3, 0)), Duration.ofMillis(20)))
        .hasMessageContaining("INDEX_BEHIND");
  }

  @Test
  void shouldReadWhatIsThereAtTheAskedPosition() throws Exception {
    put("old", 0, Map.of(), 1, 0);
    index.setLagging(true);
    put("new", 1, Map.of(), 1, 0.1f);
    Question.Subject vector = new Question.Subject.Vector(new float[] {1, 0.1f}, Optional.empty());
    RecordPosition position = new RecordPosition(0, 1);
    assertThat(ids(question(vector, 5, null))).as("a plain read may lag").containsExactly("old");
    assertThat(ids(question(vector, 5, null, position))).containsExactly("new", "old");
    assertThat(ids(question(indexed("new"), 5, null, position))).containsExactly("new", "old");
  }

  @Test
  void shouldPutTheAskedImageBeforeOthersOfTheSamePicture() throws Exception {
    for (int i = 0; i < 20; i++) {
      put("copy" + i, i, Map.of(), 3, 4);
    }
    put("other", 20, Map.of(), 4, 3);
    for (String id : List.of("copy0", "copy7", "copy19")) {
      for (int topK : List.of(1, 5, 100)) {
        assertThat(ids(question(indexed(id), topK, null)))
            .hasSize(Math.min(topK, 21))
            .doesNotHaveDuplicates()
            .startsWith(id);
      }
    }
  }

  @Test
  void shouldNotScoreTheAskedImageBelowAnother() throws Exception {
    put("a", 0, Map.of(), 0.1f, 0.3f);
    put("b", 1, Map.of(), 0.2f, 0.6f);
    for (String id : List.of("a", "b")) {
      List<RankedMatch> matches = answer(question(indexed(id), 2, null), LONG).matches();
      assertThat(matches.getFirst().row().id().value()).isEqualTo(id);
      assertThat(matches.getFirst().score()).isGreaterThanOrEqualTo(matches.getLast().score());
    }
  }

  @Test
  void shouldKeepOutTheAskedImageWhereTheFilterDoes() throws Exception {
    put("north", 0, Map.of("shop", "north"), 1, 0);
    put("south", 1, Map.of("shop", "south"), 1, 0);
    String filter = "metadata[\"shop\"] == \"south\"";
    assertThat(ids(question(indexed("north"), 1, filter))).containsExactly("south");
    assertThat(ids(question(indexed("south"), 1, filter))).containsExactly("south");
  }

  @Test
  void shouldFetchAndVerifyMoreCandidatesThanMatches() throws Exception {
    embedder.withLocalFeatures();
    float[] vector = embedder.vector("tower".getBytes(UTF_8));
    float[] opposite = {-vector[0], -vector[1]};
    putShowing("similar", "field", vector);
    putShowing("same", "wood tower", opposite);

    Answer answer = answer(verified(picture("tower"), 1, 2), LONG);

    assertThat(answer.matches()).hasSize(1);
    RankedMatch first = answer.matches().getFirst();
    assertThat(first.row().id().value()).as("-1 + 64/128 loses to 1").isEqualTo("similar");
    assertThat(first.verification().orElseThrow().verified()).isFalse();
    putShowing("similar", "field", vector[1], -vector[0]);
    first = answer(verified(picture("tower"), 1, 2), LONG).matches().getFirst();
    assertThat(first.row().id().value()).as("0 loses to that").isEqualTo("similar");
    putShowing("same", "tower wood tower", vector[1], -vector[0]);
    first = answer(verified(picture("tower"), 1, 2), LONG).matches().getFirst();
    assertThat(first.row().id().value()).isEqualTo("same");
    assertThat(first.score()).as("stays the cosine").isLessThan(1e-6f);
    assertThat(counted).containsExactly(2, 1, 2, 1, 2, 1);
    assertThat(answer(verified(picture("tower"), 2, 1), LONG).matches())
        .filteredOn(match -> match.verification().isPresent())
        .hasSize(1);
  }

  @Test
  void shouldSearchAgainWithTheVectorsOfVerifiedMatchesIfAskedTo() throws Exception {
    embedder.withLocalFeatures();
    float[] vector = embedder.vector("tower".getBytes(UTF_8));
    float[] beside = {vector[1], -vector[0]};
    putShowing("same", "tower", beside);
    putShowing("other", "field", vector[0], vector[1]);
    putShowing("like the same", "wood", beside[0] * 0.9f, beside[1] * 0.9f);
    try (VerificationStage expanding = verification(1)) {
      Question question = verified(picture("tower"), 3, 3);

      List<RankedMatch> plain = answer(question, LONG).matches();
      counted.clear();
      List<RankedMatch> expanded =
          answerer(expanding).answer(question, limits(LONG), new Stopwatch()).matches();

      assertThat(plain).extracting(match -> match.row().id().value()).startsWith("other", "same");
      assertThat(score(plain, "like the same")).isCloseTo(0, within(1e-5f));
      assertThat(counted)
          .as("each is compared once, though both searches find it")
          .containsExactly(3, 1, 0, 0);
      float half = (float) Math.sqrt(0.5);
      assertThat(score(expanded, "like the same")).isCloseTo(half, within(1e-5f));
      assertThat(score(expanded, "other")).isCloseTo(half, within(1e-5f));
      assertThat(expanded.getFirst().row().id().value()).isEqualTo("same");
      counted.clear();
      answerer(expanding).answer(verified(picture("wall"), 3, 3), limits(LONG), new Stopwatch());
      assertThat(counted).as("nothing is verified, so nothing is added").containsExactly(3, 0);
    }
  }

  private static float score(List<RankedMatch> matches, String id) {
    return matches.stream()
        .filter(match -> match.row().id().value().equals(id))
        .findFirst()
        .orElseThrow()
        .score();
  }

  @Test
  void shouldVerifyAnIndexedImageByItsStoredLocalFeaturesAndPutItFirst() throws Exception {
    embedder.withLocalFeatures();
    putShowing("asked", "tower", 1, 0);
    putShowing("part", "tower wood", 0.9f, 0.1f);
    putShowing("similar", "field", 1, 0);
    put("bare", 4, Map.of(), 1, 0.2f);
    List<RankedMatch> matches = answer(verified(indexed("asked"), 10, 10), LONG).matches();
    assertThat(matches)
        .extracting(match -> match.row().id().value())
        .startsWith("asked", "part")
        .hasSize(4);
    assertThat(matches.get(0).verification().orElseThrow().verified()).isTrue();
    assertThat(matches.get(1).verification().flatMap(MatchVerification::box))
        .hasValue(new BoundingBox(0, 0, 0.5f, 1, 1));
    assertThat(answer(verified(indexed("bare"), 10, 10), LONG).matches())
        .as("without local features of its own")
        .hasSize(4)
        .allMatch(match -> match.verification().isEmpty())
        .first()
        .matches(match -> match.row().id().value().equals("bare"));
  }

  @Test
  void shouldSayWhyNothingCanBeVerified() {
    assertThatThrownBy(() -> answer(verified(picture("tower"), 5, 10), LONG))
        .hasMessageContaining("QUERY_INVALID")
        .hasMessageContaining("verify is 10, but the model test has no local features");
    embedder.withLocalFeatures();
    putShowing("a", "tower", 1, 0);
    index.setOld(true);
    assertThatThrownBy(() -> answer(verified(picture("tower"), 5, 10), LONG))
        .hasMessageContaining("QUERY_INVALID");
  }

  @Test
  void shouldEndAVerificationWhoseTimeIsOver() {
    assertThatThrownBy(
            () ->
                verification.verify(
                    new MatchVerifier(
                        StripFeatures.OPTIONS,
                        Map.of(0, new QueryFeatures(StripFeatures.of("tower"), Optional.empty())),
                        false),
                    new Endless(),
                    1,
                    Duration.ofMillis(1)))
        .hasMessageContaining("EMBEDDER_BUSY");
  }

  /** Waits where its size is asked for, until the thread is interrupted. */
  private static final class Endless extends AbstractList<RankedMatch> {
    @Override
    public RankedMatch get(int index) {
      throw new IndexOutOfBoundsException();
    }

    @Override
    public int size() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return 0;
    }
  }

  @Test
  void shouldNotWaitForAPictureLongerThanTheQuery() {
    Question.Subject uri = new Question.Subject.Uri("http://host/a.jpg", Optional.empty());
    assertThatThrownBy(() -> answer(question(uri, 5, null), Duration.ofMillis(50)))
        .hasMessageContaining("URI_UNAVAILABLE");
  }
}
