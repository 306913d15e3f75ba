package io.ciderstream.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.embedding.infer.Cuda;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.embedding.stage.CpuClock;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** The threads, with a controllable decoder and network. */
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class PipelineEmbedderTest {
  private static final byte SLOW = 77;
  private static final byte NO_MEMORY = 78;

  private final PixelBuffers buffers = new PixelBuffers();
  private final Semaphore slowMayEnd = new Semaphore(0);
  private final AtomicInteger decoding = new AtomicInteger();
  private FakeInferenceModel network = new FakeInferenceModel(1_000);
  private Duration closeTimeout = Duration.ofSeconds(10);

  /** A clock by which a waiting thread computes. */
  private CpuClock cpu = thread -> System.nanoTime();

  private PipelineEmbedder embedder;

  @AfterEach
  void close() {
    slowMayEnd.release(1_000);
    network.permits.release(1_000);
    if (embedder != null) {
      embedder.close();
    }
  }

  @Test
  void shouldServeAQueryBeforeIngestThatWaits() {
    network = new FakeInferenceModel(0);
    open(1, Duration.ofMinutes(1), Duration.ofSeconds(5));
    List<CompletableFuture<Embedding>> ingest = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ingest.add(embed(i, Priority.INGEST));
    }
    await().until(() -> network.batches.size() == 1);
    CompletableFuture<Embedding> query = embed(50, Priority.QUERY);
    await()
        .until(
            () -> {
              network.permits.release();
              return query.isDone();
            });
    assertThat(query.join().vector()[0]).isEqualTo(0.5f);
    assertThat(network.batches.indexOf(List.of(50))).as("those before it").isLessThan(10);
    network.permits.release(100);
    assertThat(ingest).allSatisfy(CompletableFuture::join);
  }

  @Test
  void shouldBatchWhatIsOfOneSizeAndAnswerEachAsItself() {
    open(4, Duration.ofMinutes(1), Duration.ofSeconds(5));
    List<CompletableFuture<Embedding>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(embed(i, Priority.INGEST));
    }
    for (int i = 0; i < 8; i++) {
      assertThat(all.get(i).join().vector()[0]).isEqualTo(i / 100f);
    }
    assertThat(network.batches).allSatisfy(batch -> assertThat(batch).hasSize(4));
  }

  @Test
  void shouldFailThePictureWhoseNumbersOverflowAndNoOther() {
    open(2, Duration.ofMinutes(1), Duration.ofSeconds(5));
    var bad = embed(FakeInferenceModel.NAN, Priority.INGEST);
    var good = embed(1, Priority.INGEST);
    assertThat(good.join().vector()[0]).isEqualTo(0.01f);
    assertFailed(bad, ErrorCode.VECTOR_INVALID);
  }

  @Test
  void shouldGoOnWhenTheNetworkFails() {
    open(1, Duration.ZERO, Duration.ofSeconds(5));
    assertThatThrownBy(embed(FakeInferenceModel.FAILING, Priority.INGEST)::join)
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the network fails");
    assertThat(embed(3, Priority.INGEST).join().vector()[0]).isEqualTo(0.03f);
  }

  @Test
  void shouldAbandonSlowPicturesAndReplaceTheirThreads() {
    open(1, Duration.ZERO, Duration.ofSeconds(1));
    var slow = List.of(embed(SLOW, Priority.INGEST), embed(SLOW, Priority.INGEST));
    slow.forEach(future -> assertFailed(future, ErrorCode.DECODE_TIMEOUT));
    // the two threads are stuck, two others are there
    assertThat(embed(5, Priority.INGEST).join().vector()[0]).isEqualTo(0.05f);
    slowMayEnd.release(2);
    assertThat(embed(6, Priority.INGEST).join().vector()[0]).isEqualTo(0.06f);
  }

  @Test
  void shouldBoundStuckThreadsAndRecoverWhenTheyEnd() {
    open(1, Duration.ZERO, Duration.ofSeconds(1));
    List<CompletableFuture<Embedding>> slow = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      slow.add(embed(SLOW, Priority.INGEST));
    }
    slow.forEach(future -> assertFailed(future, ErrorCode.DECODE_TIMEOUT));
    var waiting = embed(5, Priority.QUERY);
    await().during(Duration.ofMillis(100)).until(() -> !waiting.isDone() && decoding.get() == 4);
    slowMayEnd.release(4);
    assertThat(waiting.join().vector()[0]).isEqualTo(0.05f);
  }

  @Test
  void shouldNotBlameThePictureWhenTheMachineIsPausedDuringItsDecode() {
    cpu = thread -> 0;
    open(1, Duration.ZERO, Duration.ofMillis(500));
    var paused = embed(SLOW, Priority.INGEST);
    await().until(() -> decoding.get() == 1);
    // longer than it may compute, but not much longer
    await().during(Duration.ofMillis(1_000)).until(() -> !paused.isDone());
    slowMayEnd.release();
    assertThat(paused.join().vector()[0]).isEqualTo(SLOW / 100f);
  }

  @Test
  void shouldAskToTryAgainWhenADecodeIsGivenNoTime() {
    cpu = thread -> 0;
    open(1, Duration.ZERO, Duration.ofMillis(50));
    assertFailed(embed(SLOW, Priority.INGEST), ErrorCode.EMBEDDER_BUSY);
  }

  @Test
  void shouldGiveAnUnexpectedErrorToItsOwnPictureAsItIs() {
    open(1, Duration.ZERO, Duration.ofSeconds(5));
    assertThatThrownBy(embed(NO_MEMORY, Priority.INGEST)::join)
        .hasCauseInstanceOf(OutOfMemoryError.class);
    assertThat(embed(3, Priority.INGEST).join().vector()[0]).isEqualTo(0.03f);
  }

  @Test
  void shouldHalveABatchThatFailsSoThatOnlyTheFailingPictureFails() {
    open(4, Duration.ofMinutes(1), Duration.ofSeconds(5));
    var failing = embed(FakeInferenceModel.FAILING, Priority.INGEST);
    List<CompletableFuture<Embedding>> good = new ArrayList<>();
    for (int i = 1; i < 4; i++) {
      good.add(embed(i, Priority.INGEST));
    }
    for (int i = 1; i < 4; i++) {
      assertThat(good.get(i - 1).join().vector()[0]).isEqualTo(i / 100f);
    }
    assertThatThrownBy(failing::join).hasMessageContaining("the network fails");
  }

  /** As many as 100 partitions of 128 records. */
  @Test
  void shouldLetAnyNumberOfPicturesToIngestWait() {
    network = new FakeInferenceModel(0);
    open(1, Duration.ZERO, Duration.ofSeconds(5));
    List<CompletableFuture<Embedding>> all = new ArrayList<>();
    for (int i = 0; i < 12_800; i++) {
      all.add(embed(1, Priority.INGEST));
    }
    var query = embed(50, Priority.QUERY);
    network.permits.release(20_000);
    assertThat(query.join().vector()[0]).isEqualTo(0.5f);
    assertThat(all).allSatisfy(CompletableFuture::join);
  }

  @Test
  void shouldSpareWhatWasCancelled() {
    network = new FakeInferenceModel(0);
    open(1, Duration.ZERO, Duration.ofSeconds(5));
    embed(1, Priority.INGEST);
    await().until(() -> network.batches.size() == 1);
    var cancelled = embed(2, Priority.INGEST);
    cancelled.cancel(true);
    var after = embed(3, Priority.INGEST);
    network.permits.release(2);
    after.join();
    assertThat(network.batches).doesNotContain(List.of(2));
  }

  @Test
  void shouldFailAllThatIsInWorkWhenClosed() {
    network = new FakeInferenceModel(0);
    closeTimeout = Duration.ofMillis(200);
    open(1, Duration.ofMinutes(1), Duration.ofSeconds(60));
    List<CompletableFuture<Embedding>> all = new ArrayList<>();
    all.add(embed(1, Priority.INGEST));
    await().until(() -> network.batches.size() == 1);
    all.add(embed(SLOW, Priority.QUERY));
    for (int i = 2; i < 50; i++) {
      all.add(embed(i, Priority.INGEST));
    }
    embedder.close();
    assertThat(all).allSatisfy(f -> assertThat(f).isCompletedExceptionally());
    assertThat(network.closed).as("closed under a running call").isFalse();
    assertThat(embed(1, Priority.INGEST)).isCompletedExceptionally();
  }

  @Test
  void shouldCloseTheNetworkWhenItIsIdle() {
    open(1, Duration.ZERO, Duration.ofSeconds(5));
    embed(1, Priority.INGEST).join();
    embedder.close();
    assertThat(network.closed).isTrue();
  }

  private void open(int batch, Duration age, Duration decodeTimeout) {
    EmbeddingOptions options =
        new EmbeddingOptions(
            Path.of("none"),
            new InferenceOptions(Cuda.OFF, 1, 1),
            new BatchOptions(batch, age),
            new DecodeOptions(2, new PictureLimits(1_000, 1_000), decodeTimeout, 1 << 30));
    embedder =
        new PipelineEmbedder(options, List.of(network), this::decode, buffers, cpu, closeTimeout);
    embedder.start();
  }

  private DecodedPicture decode(byte[] content, Optional<BoundingBox> region) {
    decoding.incrementAndGet();
    if (content[0] == SLOW) {
      slowMayEnd.acquireUninterruptibly();
    }
    if (content[0] == NO_MEMORY) {
      throw new OutOfMemoryError("for a test");
    }
    var pixels = buffers.take(FakeInferenceModel.SIZE.bytes());
    pixels.put(0, content[0]);
    return new DecodedPicture(FakeInferenceModel.SIZE, pixels, 2, 2);
  }

  private CompletableFuture<Embedding> embed(int first, Priority priority) {
    return embedder.embed(new byte[] {(byte) first}, Optional.empty(), priority);
  }

  private static void assertFailed(CompletableFuture<Embedding> future, ErrorCode code) {
    assertThatThrownBy(future::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(CiderException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
