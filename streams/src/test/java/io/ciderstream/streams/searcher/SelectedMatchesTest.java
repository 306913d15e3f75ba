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
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.streams.TestEmbedder;
import io.ciderstream.streams.runtime.RoleMeter;
import io.ciderstream.streams.runtime.RoleObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a query with several pictures, a page, a least score, groups or exclusions returns. */
class SelectedMatchesTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final InMemoryIndex index = new InMemoryIndex();
  private final IndexCalls calls = new IndexCalls(index, 1);
  private final PositionWatcher positions =
      new PositionWatcher(index::reached, Duration.ofMillis(1));
  private final TestEmbedder embedder = new TestEmbedder(2, 0);
  private final VerificationStage verification =
      new VerificationStage(
          new SearcherOptions.Verification(1, 0),
          new RoleMeter(Clock.systemUTC(), new RoleObserver() {}));
  private final QuestionAnswerer answerer =
      new QuestionAnswerer(
          embedder, calls, null, Duration.ofMillis(1), positions, () -> 4, verification);

  private Question.Selection selection = Question.Selection.ALL;
  private Question.Combination combination = Question.Combination.MEAN;
  private Question.Page page = new Question.Page(0, 10);
  private int verify;

  @AfterEach
  void stop() {
    positions.close();
    calls.close();
    verification.close();
  }

  /** Puts a picture whose cosine to (1, 0) is this. */
  private void put(String id, double cosine, Map<String, Object> metadata) {
    put(id, metadata, new byte[0], (float) cosine, (float) Math.sqrt(1 - cosine * cosine));
  }

  private void put(String id, Map<String, Object> metadata, byte[] features, float... vector) {
    Row row =
        new Row(
            new ImageId(id),
            vector,
            new ModelId("test", "0123456789ab"),
            metadata,
            new PictureInfo(OptionalLong.empty(), List.of(), 4, 3),
            new SourcePosition(new RecordPosition(0, 1), 11));
    index.apply(List.of(new Change.Upsert(row.withLocalFeatures(features))));
  }

  private List<RankedMatch> matches(Question.Subject... subjects) throws InterruptedException {
    Question question =
        new Question(
            List.of(subjects), combination, page, verify, selection, List.of(), Optional.empty());
    Limits limits = Limits.startingNow(Clock.systemUTC(), LONG);
    return answerer.answer(question, limits, new Stopwatch()).matches();
  }

  private List<String> ids(Question.Subject... subjects) throws InterruptedException {
    return matches(subjects).stream().map(match -> match.row().id().value()).toList();
  }

  private static Question.Subject indexed(String id) {
    return new Question.Subject.Indexed(new ImageId(id));
  }

  private static Question.Subject vector(float... values) {
    return new Question.Subject.Vector(values, Optional.empty());
  }

  private static Question.Selection grouped(String name) {
    return new Question.Selection(Optional.empty(), Optional.empty(), Optional.of(name), false);
  }

  private static Question.Selection excludingSelf() {
    return new Question.Selection(Optional.empty(), Optional.empty(), Optional.empty(), true);
  }

  @Test
  void shouldLeaveOutWhatIsLessAlikeThanAsked() throws Exception {
    put("near", 0.9, Map.of());
    put("far", 0.5, Map.of());
    selection =
        new Question.Selection(Optional.empty(), Optional.of(0.85f), Optional.empty(), false);
    assertThat(ids(vector(1, 0))).containsExactly("near");
    assertThat(ids(indexed("far"))).as("itself is always like itself").containsExactly("far");
  }

  @Test
  void shouldReturnPagesThatFollowEachOther() throws Exception {
    for (int i = 0; i < 25; i++) {
      put("i" + i, 1 - 0.01 * i, Map.of());
    }
    List<String> pages =
        Stream.of(0, 10, 20)
            .flatMap(
                offset -> {
                  page = new Question.Page(offset, 10);
                  try {
                    return ids(indexed("i3")).stream();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                })
            .toList();
    assertThat(pages).hasSize(25).doesNotHaveDuplicates().startsWith("i3");
    assertThat(pages.getLast()).isEqualTo("i24");
    page = new Question.Page(25, 10);
    assertThat(ids(indexed("i3"))).isEmpty();
  }

  @Test
  void shouldLeaveOutTheImagesThatAreSearchedWithAndStillFillThePage() throws Exception {
    put("a", 1, Map.of());
    put("copy of a", 1, Map.of());
    put("b", 0.8, Map.of());
    put("c", 0.6, Map.of());
    selection = excludingSelf();
    page = new Question.Page(0, 2);
    assertThat(ids(indexed("a"))).containsExactly("copy of a", "b");
    assertThat(ids(indexed("a"), indexed("b"))).containsExactly("copy of a", "c");
  }

  @Test
  void shouldReturnTheBestOfEachGroupAndLookFurtherForMore() throws Exception {
    for (int i = 0; i < 300; i++) {
      put("north" + i, 1 - 0.001 * i, Map.of("shop", "north"));
    }
    put("south", 0.6, Map.of("shop", "south"));
    put("none", 0.55, Map.of());
    put("none too", 0.5, Map.of());
    put("south too", 0.4, Map.of("shop", "south"));
    selection = grouped("shop");
    page = new Question.Page(0, 3);
    assertThat(ids(vector(1, 0))).containsExactly("north0", "south", "none");
    page = new Question.Page(3, 3);
    assertThat(ids(vector(1, 0))).containsExactly("none too");
    page = new Question.Page(0, 2);
    assertThat(ids(indexed("south too")))
        .as("the image itself stands for its group")
        .startsWith("south too")
        .doesNotContain("south");
  }

  @Test
  void shouldGroupNumbersByValueButNotWithTexts() throws Exception {
    put("long", 1, Map.of("n", 12L));
    put("double", 0.9, Map.of("n", 12.0));
    put("text", 0.8, Map.of("n", "12"));
    put("true", 0.7, Map.of("n", true));
    put("other", 0.6, Map.of("n", 12.5));
    selection = grouped("n");
    assertThat(ids(vector(1, 0))).containsExactly("long", "text", "true", "other");
  }

  @Test
  void shouldSearchWithTheMeanOrWithEachOfSeveralPictures() throws Exception {
    put("right", 1, Map.of());
    put("up", 0, Map.of());
    put("between", Math.sqrt(0.5), Map.of());
    page = new Question.Page(0, 2);
    List<RankedMatch> mean = matches(indexed("right"), indexed("up"));
    assertThat(mean.getFirst().row().id().value()).isEqualTo("between");
    assertThat(mean.getFirst().score()).isCloseTo(1, within(1e-5f));
    assertThat(mean).allMatch(match -> match.queryIndex().isEmpty());

    combination = Question.Combination.ANY;
    List<RankedMatch> any = matches(indexed("up"), indexed("right"));
    assertThat(any)
        .extracting(match -> match.row().id().value() + match.queryIndex().getAsInt())
        .containsExactlyInAnyOrder("up0", "right1");
    page = new Question.Page(2, 2);
    assertThat(ids(indexed("up"), indexed("right"))).containsExactly("between");
    assertThat(matches(indexed("up")).stream().map(RankedMatch::queryIndex))
        .as("there is only one")
        .allMatch(OptionalInt::isEmpty);
  }

  @Test
  void shouldVerifyWithEachPictureWhateverTheyAreCombinedTo() throws Exception {
    embedder.withLocalFeatures();
    put("tower", Map.of(), StripFeatures.of("tower").encode(), 1, 0);
    put("field", Map.of(), StripFeatures.of("field").encode(), 0, 1);
    Question.Subject[] pictures = {content("wood"), content("tower"), content("field")};
    verify = 2;
    for (Question.Combination some : Question.Combination.values()) {
      combination = some;
      assertThat(matches(pictures))
          .as("%s", some)
          .hasSize(2)
          .allMatch(match -> match.verification().orElseThrow().verified())
          .allMatch(
              match ->
                  match.queryIndex().getAsInt()
                      == (match.row().id().value().equals("tower") ? 1 : 2));
    }
  }

  private static Question.Subject content(String words) {
    return new Question.Subject.Content(words.getBytes(UTF_8), Optional.empty());
  }

  @Test
  void shouldSayWhichPictureIsWrong() {
    put("a", 1, Map.of());
    assertThatThrownBy(() -> matches(indexed("a"), indexed("gone")))
        .hasMessageContaining("IMAGE_UNKNOWN")
        .hasMessageContaining("Picture 2 of the query: The image id is 'gone'");
    assertThatThrownBy(() -> matches(content("bad"), indexed("a")))
        .hasMessageContaining("PICTURE_CORRUPT")
        .hasMessageContaining("Picture 1 of the query");
    assertThatThrownBy(() -> matches(vector(1, 0), vector(-1, 0)))
        .hasMessageContaining("QUERY_INVALID")
        .hasMessageContaining("set combine to any");
  }
}
