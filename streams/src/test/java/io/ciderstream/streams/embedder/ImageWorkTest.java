package io.ciderstream.streams.embedder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ciderstream.embedding.FakeImageEmbedder;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.streams.TestRegistry;
import io.ciderstream.streams.failure.FailureJudge;
import io.ciderstream.streams.fetch.FetchedPicture;
import io.ciderstream.streams.fetch.PictureFetcher;
import io.ciderstream.streams.output.DeadLetters;
import io.ciderstream.streams.output.FixedTopics;
import io.ciderstream.streams.output.RefusedOutputs;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.pending.Outcome;
import io.ciderstream.streams.pending.OutputRecord;
import io.ciderstream.streams.pending.PendingBytes;
import io.ciderstream.streams.reuse.PictureEmbeddings;
import io.ciderstream.streams.runtime.DeadLetterWait;
import io.ciderstream.streams.runtime.RoleMeter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ImageWorkTest {
  private static final byte[] KEY = "id".getBytes(UTF_8);
  private static final int TRIES = 3;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final FixedTopics topics = new FixedTopics();
  private final RefusedOutputs refused = new RefusedOutputs();
  private final AtomicBoolean controlWorks = new AtomicBoolean(true);
  private final AtomicInteger tries = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final RecordHeaders headers = new RecordHeaders();
  private byte[] key = KEY;
  private TestRegistry registry;
  private AvroSerdes serdes;
  private ImageWork work;

  @BeforeEach
  void start() throws IOException {
    registry = new TestRegistry();
    serdes = new AvroSerdes(registry.url());
    Clock clock = Clock.systemUTC();
    RoleMeter meter = new RoleMeter(clock);
    work =
        new ImageWork(
            new ImageReader(serdes, new Fetcher(), "images"),
            PictureEmbeddings.open(
                new FakeImageEmbedder(new FakeImageEmbedder().model(), this::refusal),
                Optional.empty()),
            new ImageOutputs(serdes, "descriptors", topics, clock, EmbedderOptions.DEFAULT),
            new DeadLetterWait(new DeadLetters("images", "dead", topics, clock), meter),
            refused,
            new FailureJudge(
                TRIES,
                new ImageControls(controlWorks::get, serdes::registryAnswers, new Fetcher())::of),
            meter);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    serdes.close();
    registry.close();
  }

  /** What the embedder fails with for a content. */
  private Optional<RuntimeException> refusal(byte[] content) {
    switch (new String(content, UTF_8)) {
      case "unexpected" -> {
        tries.incrementAndGet();
        return Optional.of(new IllegalStateException("made by a test"));
      }
      case "memory" -> {
        tries.incrementAndGet();
        throw new OutOfMemoryError("made by a test");
      }
      case "stack" -> throw new StackOverflowError();
      case "corrupt" -> {
        return Optional.of(new CiderException(ErrorCode.PICTURE_CORRUPT, "x".repeat(1 << 20)));
      }
      default -> {
        return Optional.empty();
      }
    }
  }

  private final class Fetcher implements PictureFetcher {
    @Override
    public FetchedPicture fetch(String uri, Duration timeout) {
      if (uri.contains("500")) {
        throw new CiderException(ErrorCode.URI_UNAVAILABLE, uri);
      }
      return new FetchedPicture(uri.getBytes(UTF_8), closed::incrementAndGet);
    }

    @Override
    public boolean isPicturesOwn(CiderException failure) {
      return controlWorks.get();
    }

    @Override
    public void close() {}
  }

  private Outcome process(byte[] value) throws InterruptedException {
    return work.process(record(value), PendingBytes.UNBOUNDED);
  }

  private InputRecord record(byte[] value) {
    return new InputRecord(new RecordPosition(1, 5), 1000, key, value, headers);
  }

  private byte[] avro(Image image) {
    return serdes.encode("images", image);
  }

  private static OutputRecord only(Outcome outcome) {
    assertThat(outcome.outputs()).hasSize(1);
    return outcome.outputs().getFirst();
  }

  private static void assertDead(Outcome outcome, ErrorCode code) {
    assertThat(outcome.name()).isEqualTo("dead-lettered." + code);
    OutputRecord letter = outcome.outputs().getFirst();
    assertThat(letter.topic()).isEqualTo("dead");
    assertThat(letter.headers().lastHeader(HeaderNames.ERROR_MESSAGE).value())
        .hasSizeLessThanOrEqualTo(CiderException.MAX_BRIEF_BYTES);
  }

  @Test
  void shouldMoveTheIndexPositionPastADeadLetter() throws Exception {
    Outcome outcome = process("corrupt".getBytes(UTF_8));
    assertDead(outcome, ErrorCode.PICTURE_CORRUPT);
    OutputRecord position = outcome.outputs().getLast();
    assertThat(position.topic()).isEqualTo("descriptors");
    assertThat(position.partition()).hasValue(1);
    assertThat(position.key()).isEqualTo("__cider.position.1".getBytes(UTF_8));
    assertThat(position.value()).isNull();
    assertThat(position.headers().lastHeader(HeaderNames.SOURCE_OFFSET).value())
        .isEqualTo("5".getBytes(UTF_8));
  }

  @Test
  void shouldAcceptNoReservedIdButThoseOfCanaries() throws Exception {
    key = "__cider.canary.0".getBytes(UTF_8);
    Outcome canary = process("good".getBytes(UTF_8));
    assertThat(canary.name()).isEqualTo("embedded");
    assertThat(only(canary).headers().lastHeader(HeaderNames.CANARY_TIMES).value())
        .asString(UTF_8)
        .matches("decode=\\d+,infer=\\d+");
    key = "__cider.position.0".getBytes(UTF_8);
    assertDead(process("good".getBytes(UTF_8)), ErrorCode.KEY_INVALID);
    assertDead(process(null), ErrorCode.KEY_INVALID);
  }

  @Test
  void shouldDeadLetterWhatFailsForOneRecordOnlyWhateverItThrows() throws Exception {
    assertDead(process("unexpected".getBytes(UTF_8)), ErrorCode.UNEXPECTED);
    assertThat(tries).hasValue(TRIES);
    assertDead(process("memory".getBytes(UTF_8)), ErrorCode.UNEXPECTED);
    assertDead(process("stack".getBytes(UTF_8)), ErrorCode.UNEXPECTED);
    assertDead(
        process(avro(Image.newBuilder().setUri("http://host/500").build())), ErrorCode.UNEXPECTED);
    assertThat(process("good".getBytes(UTF_8)).name()).isEqualTo("embedded");
  }

  @Test
  void shouldWaitWhileOthersFailToo() throws Exception {
    controlWorks.set(false);
    Future<Outcome> waiting = threads.submit(() -> process("unexpected".getBytes(UTF_8)));
    await().until(() -> tries.get() > TRIES + 1);
    assertThat(waiting).isNotDone();
    controlWorks.set(true);
    assertDead(waiting.get(), ErrorCode.UNEXPECTED);
  }

  @Test
  void shouldTellARegistryThatIsDownFromOneThatFailsForOneSchema() throws Exception {
    Image image = Image.newBuilder().setContent(ByteBuffer.wrap(KEY)).build();
    byte[] value = avro(image);
    ByteBuffer.wrap(value).putInt(1, 77);
    registry.failFor(77);
    assertDead(process(value), ErrorCode.UNEXPECTED);

    ByteBuffer.wrap(value).putInt(1, 78);
    registry.setDown(true);
    Future<Outcome> waiting = threads.submit(() -> process(value));
    await().pollDelay(Duration.ofSeconds(1)).until(() -> !waiting.isDone());
    registry.setDown(false);
    assertDead(waiting.get(30, TimeUnit.SECONDS), ErrorCode.AVRO_INVALID); // there is no such id
  }

  @Test
  void shouldDeadLetterADescriptorThatItsTopicDoesNotAccept() throws Exception {
    topics.open("descriptors", 200_000);
    headers.add("own", new byte[190_000]);
    Outcome outcome = process("good".getBytes(UTF_8));
    assertDead(outcome, ErrorCode.OUTPUT_TOO_LARGE);
    assertThat(outcome.outputs().getFirst().headers().lastHeader("own").value()).hasSize(190_000);
  }

  @Test
  void shouldDeleteAnImageWhateverHeadersTheDeletionHas() throws Exception {
    topics.open("descriptors", 200_000);
    headers.add("own", new byte[190_000]);
    Outcome outcome = process(null);
    assertThat(outcome.name()).isEqualTo("deleted");
    assertThat(only(outcome).value()).isNull();
    assertThat(only(outcome).headers())
        .extracting(header -> header.key())
        .containsExactly(HeaderNames.SOURCE_OFFSET);
  }

  @Test
  void shouldNotPassOnTheMarksOfADeadLetterThatWasSentAgain() throws Exception {
    headers.add(HeaderNames.ERROR_CODE, new byte[1]).add("own", new byte[1]);
    assertThat(only(process("good".getBytes(UTF_8))).headers())
        .extracting(header -> header.key())
        .containsExactly("own", HeaderNames.SOURCE_OFFSET);
  }

  @Test
  void shouldWaitForATopicThatIsGone() throws Exception {
    topics.closed("descriptors").closed("dead");
    Future<Outcome> good = threads.submit(() -> process("good".getBytes(UTF_8)));
    Future<Outcome> corrupt = threads.submit(() -> process("corrupt".getBytes(UTF_8)));
    await().pollDelay(Duration.ofSeconds(1)).until(() -> !good.isDone() && !corrupt.isDone());
    topics.open("descriptors", 1 << 20).open("dead", 1 << 20);
    assertThat(good.get().name()).isEqualTo("embedded");
    assertDead(corrupt.get(), ErrorCode.PICTURE_CORRUPT);
  }

  @Test
  void shouldWriteInAnotherFormWhatKafkaRefused() throws Exception {
    refused.add(new RecordPosition(1, 5), "InvalidRecordException");
    assertThat(process("good".getBytes(UTF_8)).name()).isEqualTo("embedded");
    refused.add(new RecordPosition(1, 5), "InvalidRecordException");
    headers.add("own", new byte[1]);
    Outcome outcome = process("good".getBytes(UTF_8));
    assertDead(outcome, ErrorCode.UNEXPECTED);
    assertThat(outcome.outputs().getFirst().value()).isNotEmpty();
    refused.add(new RecordPosition(1, 5), "InvalidRecordException");
    refused.add(new RecordPosition(1, 5), "InvalidRecordException");
    outcome = process("good".getBytes(UTF_8));
    assertDead(outcome, ErrorCode.UNEXPECTED);
    assertThat(only(outcome).value()).isEmpty();
    assertThat(only(outcome).headers().lastHeader("own")).isNull();
  }

  @Test
  void shouldGiveTheMemoryOfAFetchedPictureBack() throws Exception {
    byte[] good = avro(Image.newBuilder().setUri("http://host/good").build());
    assertThat(process(good).name()).isEqualTo("embedded");
    byte[] lie =
        avro(Image.newBuilder().setUri("http://host/good").setSha256("x".repeat(99_999)).build());
    assertDead(process(lie), ErrorCode.SHA256_MISMATCH);
    assertThat(closed).hasValue(2);
  }

  @Test
  void shouldKeepMetadataAndCaptureTimeOfAnImage() throws Exception {
    Image image =
        Image.newBuilder()
            .setContent(ByteBuffer.wrap("good".getBytes(UTF_8)))
            .setMetadata(Map.of("shelf", 7L))
            .build();
    byte[] value = only(process(avro(image))).value();
    assertThat(
            serdes
                .decode("descriptors", value, io.ciderstream.schemas.avro.Descriptor.class)
                .getMetadata())
        .isEqualTo(Map.of("shelf", 7L));
  }
}
