package io.ciderstream.streams.searcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ciderstream.embedding.FakeImageEmbedder;
import io.ciderstream.index.Change;
import io.ciderstream.index.InMemoryIndex;
import io.ciderstream.index.ModelId;
import io.ciderstream.index.PictureInfo;
import io.ciderstream.index.Row;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.streams.TestRegistry;
import io.ciderstream.streams.failure.FailureJudge;
import io.ciderstream.streams.fetch.FetchedPicture;
import io.ciderstream.streams.fetch.PictureFetcher;
import io.ciderstream.streams.output.DeadLetters;
import io.ciderstream.streams.output.FixedTopics;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.pending.Outcome;
import io.ciderstream.streams.pending.OutputRecord;
import io.ciderstream.streams.pending.PendingBytes;
import io.ciderstream.streams.runtime.RoleMeter;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class QueryWorkTest {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final FixedTopics topics = new FixedTopics();
  private final InMemoryIndex index = new InMemoryIndex();
  private final IndexCalls calls = new IndexCalls(index, 4);
  private final PositionWatcher positions =
      new PositionWatcher(index::reached, Duration.ofMillis(10));
  private final AtomicBoolean othersAreEmbedded = new AtomicBoolean(true);
  private final RecordHeaders headers = new RecordHeaders();
  private byte[] key = "q".getBytes(UTF_8);
  private TestRegistry registry;
  private AvroSerdes serdes;
  private QueryWork work;

  @BeforeEach
  void start() throws IOException {
    registry = new TestRegistry();
    serdes = new AvroSerdes(registry.url());
    headers.add(HeaderNames.ACCEPT, HeaderNames.ACCEPT_JSON.getBytes(UTF_8));
    headers.add(HeaderNames.TOP_K, "1000".getBytes(UTF_8));
    Clock clock = Clock.systemUTC();
    RoleMeter meter = new RoleMeter(clock);
    FakeImageEmbedder embedder =
        new FakeImageEmbedder(new FakeImageEmbedder().model(), QueryWorkTest::refusal);
    QuestionAnswerer answerer =
        new QuestionAnswerer(
            embedder,
            calls,
            new NoFetcher(),
            Duration.ofMillis(10),
            positions,
            () -> 4,
            new VerificationStage(new SearcherOptions.Verification(1, 0), meter));
    work =
        new QueryWork(
            new QueryReader(serdes, "queries"),
            new Servings(
                SearchTargets.only(embedder, index),
                target ->
                    new Serving(
                        index,
                        embedder.model(),
                        true,
                        answerer,
                        calls,
                        positions,
                        Optional.empty())),
            new QueryOutcomes(
                new ReplyWriter(serdes, "queries", embedder.model(), clock),
                new DeadLetters("queries", "dead", topics, clock),
                topics,
                meter),
            new ReplyTopics("replies", Set.of("own"), topics),
            new FailureJudge(QueryWork.MAX_TRIES, failure -> othersAreEmbedded::get),
            () -> Limits.startingNow(clock, Duration.ofSeconds(3)),
            meter);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    positions.close();
    calls.close();
    serdes.close();
    registry.close();
  }

  private static Optional<RuntimeException> refusal(byte[] content) {
    if (new String(content, UTF_8).equals("memory")) {
      throw new OutOfMemoryError("made by a test");
    }
    return Optional.empty();
  }

  private static final class NoFetcher implements PictureFetcher {
    @Override
    public FetchedPicture fetch(String uri, Duration timeout) {
      throw new CiderException(ErrorCode.URI_REFUSED, uri);
    }

    @Override
    public boolean isPicturesOwn(CiderException failure) {
      return false;
    }

    @Override
    public void close() {}
  }

  private void fill(int rows, int metadataBytes) {
    for (int i = 0; i < rows; i++) {
      index.apply(
          List.of(
              new Change.Upsert(
                  new Row(
                      new ImageId("id" + i),
                      new FakeImageEmbedder()
                          .embed(new byte[] {1}, Optional.empty(), null)
                          .join()
                          .vector(),
                      new ModelId("fake", "0123456789ab"),
                      Map.of("text", "x".repeat(metadataBytes)),
                      new PictureInfo(OptionalLong.empty(), List.of(), 4, 3),
                      new SourcePosition(new RecordPosition(0, i), 11)))));
    }
  }

  private Outcome ask(String content) throws InterruptedException {
    return work.process(
        new InputRecord(new RecordPosition(0, 9), 1000, key, content.getBytes(UTF_8), headers),
        PendingBytes.UNBOUNDED);
  }

  private static void assertReply(OutputRecord reply, String topic, String status, String code)
      throws IOException {
    assertThat(reply.topic()).isEqualTo(topic);
    JsonNode json = new ObjectMapper().readTree(reply.value());
    assertThat(json.get("status").asText()).isEqualTo(status);
    assertThat(json.get("error_code").asText()).isEqualTo(code);
    assertThat(json.get("error_message").asText())
        .hasSizeLessThanOrEqualTo(CiderException.MAX_BRIEF_BYTES);
  }

  private static void assertDead(OutputRecord letter, ErrorCode code) {
    assertThat(letter.topic()).isEqualTo("dead");
    assertThat(letter.headers().lastHeader(HeaderNames.ERROR_CODE).value())
        .isEqualTo(code.name().getBytes(UTF_8));
  }

  @Test
  void shouldSayThatAReplyIsTooLarge() throws Exception {
    fill(700, 2000);
    topics.open("replies", 1_048_588);
    Outcome outcome = ask("picture");
    assertThat(outcome.name()).isEqualTo("replied.INVALID");
    assertThat(outcome.outputs()).hasSize(1);
    assertReply(outcome.outputs().getFirst(), "replies", "INVALID", "REPLY_TOO_LARGE");
    topics.open("replies", 8 << 20);
    assertReply(ask("picture").outputs().getFirst(), "replies", "OK", "null");
  }

  @Test
  void shouldDeadLetterAQueryThatLeavesNoRoomForAnyReply() throws Exception {
    headers.add(HeaderNames.CORRELATION_ID, new byte[2 << 20]);
    Outcome outcome = ask("picture");
    assertThat(outcome.name()).isEqualTo("dead-lettered.REPLY_TOO_LARGE");
    assertThat(outcome.outputs()).hasSize(1);
    assertDead(outcome.outputs().getFirst(), ErrorCode.REPLY_TOO_LARGE);
    headers.remove(HeaderNames.CORRELATION_ID);
    key = new byte[2 << 20];
    assertDead(ask("picture").outputs().getFirst(), ErrorCode.REPLY_TOO_LARGE);
  }

  @Test
  void shouldAnswerOnTheDefaultTopicWhenItsOwnIsGone() throws Exception {
    headers.add(HeaderNames.REPLY_TOPIC, "own".getBytes(UTF_8));
    topics.closed("own");
    Outcome outcome = ask("picture");
    assertThat(outcome.name()).isEqualTo("replied.UNAVAILABLE");
    assertReply(outcome.outputs().get(0), "replies", "UNAVAILABLE", "TOPIC_UNAVAILABLE");
    assertDead(outcome.outputs().get(1), ErrorCode.TOPIC_UNAVAILABLE);
    topics.open("own", 1 << 20);
    assertReply(ask("picture").outputs().getFirst(), "own", "OK", "null");
  }

  @Test
  void shouldDeadLetterAQueryWhenNoReplyCanBeWritten() throws Exception {
    topics.closed("replies");
    Outcome outcome = ask("picture");
    assertThat(outcome.outputs()).hasSize(1);
    assertThat(outcome.name()).isEqualTo("dead-lettered.TOPIC_UNAVAILABLE");
    assertDead(outcome.outputs().getFirst(), ErrorCode.TOPIC_UNAVAILABLE);
  }

  @Test
  void shouldNotHoldAReplyUpBecauseItsDeadLetterCannotBeWritten() throws Exception {
    topics.closed("dead");
    headers.add(HeaderNames.REPLY_TOPIC, "refused".getBytes(UTF_8));
    Outcome outcome = ask("picture");
    assertThat(outcome.outputs()).hasSize(1);
    assertReply(outcome.outputs().getFirst(), "replies", "INVALID", "REPLY_TOPIC_REFUSED");
    assertThat(new String(outcome.outputs().getFirst().value(), UTF_8))
        .contains("searcher.reply.topics");
  }

  @Test
  void shouldWaitWhenNothingCanBeWrittenAtAll() throws Exception {
    topics.closed("replies").closed("dead");
    Future<Outcome> waiting = threads.submit(() -> ask("picture"));
    await().pollDelay(Duration.ofMillis(500)).until(() -> !waiting.isDone());
    topics.open("dead", 1 << 20);
    assertDead(waiting.get().outputs().getFirst(), ErrorCode.TOPIC_UNAVAILABLE);
  }

  @Test
  void shouldAnswerAQueryThatExhaustsMemory() throws Exception {
    Outcome own = ask("memory");
    assertThat(own.outputs()).hasSize(1);
    assertReply(own.outputs().getFirst(), "replies", "INVALID", "UNEXPECTED");
    othersAreEmbedded.set(false);
    Outcome outage = ask("memory");
    assertReply(outage.outputs().getFirst(), "replies", "UNAVAILABLE", "UNEXPECTED");
  }

  @Test
  void shouldCutWhatAReplyQuotes() throws Exception {
    headers.remove(HeaderNames.TOP_K);
    headers.add(HeaderNames.TOP_K, "9".repeat(500_000).getBytes(UTF_8));
    assertReply(ask("picture").outputs().getFirst(), "replies", "INVALID", "QUERY_INVALID");
  }
}
