package io.ciderstream.streams.searcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.index.Change;
import io.ciderstream.index.InMemoryIndex;
import io.ciderstream.index.Match;
import io.ciderstream.index.ModelId;
import io.ciderstream.index.PictureInfo;
import io.ciderstream.index.Row;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.streams.TestEmbedder;
import io.ciderstream.streams.fetch.FetchedPicture;
import io.ciderstream.streams.fetch.PictureFetcher;
import java.time.Clock;
import java.time.Duration;
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
  private final QuestionAnswerer answerer =
      new QuestionAnswerer(
          new TestEmbedder(2, 0), calls, new Unanswering(), POLL, positions, () -> 4);

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
  }

  private void put(String id, long offset, Map<String, Object> metadata, float... vector) {
    index.apply(
        List.of(
            new Change.Upsert(
                new Row(
                    new ImageId(id),
                    vector,
                    new ModelId("test", "0123456789ab"),
                    metadata,
                    new PictureInfo(OptionalLong.empty(), List.of(), 4, 3),
                    new SourcePosition(new RecordPosition(0, offset), 11)))));
  }

  private static Question question(
      Question.Subject subject, int topK, String filter, RecordPosition... atLeast) {
    return new Question(
        subject, topK, Optional.ofNullable(filter), List.of(atLeast), Optional.empty());
  }

  private Answer answer(Question question, Duration budget) throws InterruptedException {
    Clock clock = Clock.systemUTC();
    Limits limits = new Limits(clock, Optional.empty(), clock.instant().plus(budget));
    return answerer.answer(question, limits, new Stopwatch());
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
  void shouldSayThatThereIsNoSuchPartition() {
    Question.Subject vector = new Question.Subject.Vector(new float[] {1, 0});
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
    Question.Subject vector = new Question.Subject.Vector(new float[] {1, 0.1f});
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
      List<Match> matches = answer(question(indexed(id), 2, null), LONG).matches();
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
  void shouldNotWaitForAPictureLongerThanTheQuery() {
    Question.Subject uri = new Question.Subject.Uri("http://host/a.jpg", Optional.empty());
    assertThatThrownBy(() -> answer(question(uri, 5, null), Duration.ofMillis(50)))
        .hasMessageContaining("URI_UNAVAILABLE");
  }
}
