package io.ciderstream.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.embedding.result.AttentionMap;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.embedding.result.StageTimes;
import io.ciderstream.schemas.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TwoPassEmbedderTest {
  private static final byte[] PICTURE = {1, 2, 3};
  private static final BoundingBox LARGE = new BoundingBox(0.1f, 0.2f, 0.8f, 0.9f, 0.7f);
  private static final BoundingBox SMALL = new BoundingBox(0.9f, 0, 1, 0.1f, 0.9f);
  private static final Optional<AttentionMap> ATTENTION =
      Optional.of(new AttentionMap(1, 1, new byte[] {7}));

  private static final Optional<LocalFeatures> FEATURES =
      Optional.of(new LocalFeatures(1, 1, new int[] {0}, new byte[] {1}));
  private static final VerificationOptions VERIFICATION =
      new VerificationOptions(1, 0.5, 1, 1, 1, 1);

  private final CalledPass first = new CalledPass();
  private final CalledPass second = new CalledPass();
  private boolean closed;
  private final TwoPassEmbedder embedder =
      new TwoPassEmbedder(
          new ModelInfo("two", "0123456789ab", 2),
          Optional.of(VERIFICATION),
          first,
          second,
          () -> closed = true);

  @Test
  void shouldDescribeTheLargestBoxInASecondPass() {
    CompletableFuture<Embedding> answer =
        embedder.embed(PICTURE, Optional.of(LARGE), Priority.QUERY);
    assertThat(first.calls).containsExactly(new Call(PICTURE, Optional.of(LARGE), Priority.QUERY));
    first.answer(0, located(LARGE, SMALL));
    assertThat(answer).isNotDone();
    assertThat(second.calls).containsExactly(new Call(PICTURE, Optional.of(LARGE), Priority.QUERY));
    second.answer(0, described());

    Embedding embedding = answer.join();
    assertThat(embedding.vector()).containsExactly(0, 1);
    assertThat(embedding.boxes()).containsExactly(LARGE, SMALL);
    assertThat(embedding.attention()).isEqualTo(ATTENTION);
    assertThat(embedding.localFeatures()).isEqualTo(FEATURES);
    assertThat(embedder.verification()).contains(VERIFICATION);
    assertThat(embedding.width()).isEqualTo(640);
    assertThat(embedding.times()).isEqualTo(new StageTimes(11, 22, 33));
  }

  @Test
  void shouldKeepTheFirstDescriptorWhereThereIsNoBox() {
    CompletableFuture<Embedding> answer =
        embedder.embed(PICTURE, Optional.empty(), Priority.INGEST);
    Embedding located = located();
    first.answer(0, located);

    assertThat(answer.join()).isSameAs(located);
    assertThat(second.calls).isEmpty();
  }

  @Test
  void shouldKeepTheCropWithinThePicture() {
    embedder.embed(PICTURE, Optional.empty(), Priority.INGEST);
    first.answer(0, located(new BoundingBox(-1e-7f, 0, 1.0000001f, 1, 1)));

    assertThat(second.calls.getFirst().region()).contains(new BoundingBox(0, 0, 1, 1, 1));
  }

  @Test
  void shouldFailWithWhateverPassFails() {
    CompletableFuture<Embedding> bad = embedder.embed(PICTURE, Optional.empty(), Priority.INGEST);
    first.fail(0, new IllegalStateException("the first"));
    CompletableFuture<Embedding> worse = embedder.embed(PICTURE, Optional.empty(), Priority.INGEST);
    first.answer(1, located(LARGE));
    second.fail(0, new OutOfMemoryError("the second"));

    assertThatThrownBy(bad::join)
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the first");
    assertThatThrownBy(worse::join).hasCauseInstanceOf(OutOfMemoryError.class);
    assertThat(second.calls).hasSize(1);
  }

  @Test
  void shouldCancelThePassThatRuns() {
    CompletableFuture<Embedding> early = embedder.embed(PICTURE, Optional.empty(), Priority.INGEST);
    early.cancel(true);
    CompletableFuture<Embedding> late = embedder.embed(PICTURE, Optional.empty(), Priority.INGEST);
    first.answer(1, located(LARGE));
    late.cancel(true);

    assertThat(first.futures.getFirst()).isCancelled();
    assertThat(second.futures).hasSize(1);
    assertThat(second.futures.getFirst()).isCancelled();
  }

  @Test
  void shouldCloseBoth() {
    embedder.close();
    assertThat(closed).isTrue();
  }

  private static Embedding located(BoundingBox... boxes) {
    return new Embedding(
        new float[] {1, 0}, List.of(boxes), ATTENTION, FEATURES, 640, 480, new StageTimes(1, 2, 3));
  }

  private static Embedding described() {
    return new Embedding(
        new float[] {0, 1},
        List.of(SMALL),
        Optional.empty(),
        Optional.empty(),
        640,
        480,
        new StageTimes(10, 20, 30));
  }

  private record Call(byte[] content, Optional<BoundingBox> region, Priority priority) {}

  private static final class CalledPass implements TwoPassEmbedder.Pass {
    private final List<Call> calls = new ArrayList<>();
    private final List<CompletableFuture<Embedding>> futures = new ArrayList<>();

    @Override
    public CompletableFuture<Embedding> embed(
        byte[] content, Optional<BoundingBox> region, Priority priority) {
      calls.add(new Call(content, region, priority));
      futures.add(new CompletableFuture<>());
      return futures.getLast();
    }

    void answer(int call, Embedding embedding) {
      futures.get(call).complete(embedding);
    }

    void fail(int call, Throwable error) {
      futures.get(call).completeExceptionally(error);
    }
  }
}
