package io.ciderstream.streams.reuse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ciderstream.embedding.FakeImageEmbedder;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class PictureEmbeddingsTest {
  private static final byte[] PICTURE = "a picture".getBytes(UTF_8);
  private static final byte[] BAD = "bad".getBytes(UTF_8);

  @TempDir Path folder;
  private final AtomicInteger embedded = new AtomicInteger();

  private FakeImageEmbedder embedder(String hash) {
    return new FakeImageEmbedder(new ModelInfo("fake", hash, 8), this::refusal).withLocalFeatures();
  }

  private Optional<RuntimeException> refusal(byte[] content) {
    embedded.incrementAndGet();
    return content == BAD
        ? Optional.of(new CiderException(ErrorCode.PICTURE_CORRUPT, ""))
        : Optional.empty();
  }

  private PictureEmbeddings open(FakeImageEmbedder embedder) {
    return PictureEmbeddings.open(embedder, Optional.of(new ReuseOptions(folder, 1 << 20, true)));
  }

  private static PictureEmbeddings.Found of(PictureEmbeddings embeddings, byte[] content)
      throws InterruptedException {
    PictureEmbeddings.Found found = embeddings.of(content, Sha256.hex(content));
    embeddings.count(found);
    return found;
  }

  @Test
  void shouldEmbedAPictureOnceForOneModel() throws Exception {
    Embedding made;
    try (PictureEmbeddings embeddings = open(embedder("0123456789ab"))) {
      PictureEmbeddings.Found first = of(embeddings, PICTURE);
      made = first.embedding();
      assertThat(first.reused()).isFalse();
      PictureEmbeddings.Found second = of(embeddings, PICTURE.clone());
      assertThat(second.reused()).isTrue();
      TestEmbeddings.assertKept(second.embedding(), made);
      assertThat(embedded).hasValue(1);
      assertThat(of(embeddings, "another".getBytes(UTF_8)).reused()).isFalse();
      assertThat(embeddings.counts().reused()).isEqualTo(1);
      assertThat(embeddings.counts().embedded()).isEqualTo(2);
      assertThat(embeddings.counts().stored()).isEqualTo(2);
    }
    embedded.set(0);
    try (PictureEmbeddings restarted = open(embedder("0123456789ab"))) {
      TestEmbeddings.assertKept(of(restarted, PICTURE).embedding(), made);
      assertThat(embedded).hasValue(0);
    }
    try (PictureEmbeddings changed = open(embedder("ba9876543210"))) {
      assertThat(of(changed, PICTURE).reused()).isFalse();
      assertThat(embedded).hasValue(1);
    }
  }

  @Test
  void shouldEmbedEachTimeWithoutAStore() throws Exception {
    try (PictureEmbeddings embeddings =
        PictureEmbeddings.open(embedder("0123456789ab"), Optional.empty())) {
      assertThat(of(embeddings, PICTURE).reused()).isFalse();
      assertThat(of(embeddings, PICTURE).reused()).isFalse();
      assertThat(embedded).hasValue(2);
      assertThat(embeddings.counts()).isEqualTo(new ReuseCounts(0, 2, 0, 0));
    }
  }

  @Test
  void shouldNotRememberAFailure() throws Exception {
    try (PictureEmbeddings embeddings = open(embedder("0123456789ab"))) {
      for (int tries = 1; tries <= 2; tries++) {
        assertThatThrownBy(() -> of(embeddings, BAD))
            .isInstanceOfSatisfying(
                CiderException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.PICTURE_CORRUPT));
        assertThat(embedded).hasValue(tries);
      }
      assertThat(embeddings.counts()).extracting(ReuseCounts::embedded).isEqualTo(0L);
    }
  }

  @Test
  void shouldEmbedAPictureOnceThatSeveralRecordsBringAtATime() throws Exception {
    FakeImageEmbedder embedder = embedder("0123456789ab");
    embedder.hold();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        PictureEmbeddings embeddings = open(embedder)) {
      List<Future<PictureEmbeddings.Found>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(threads.submit(() -> of(embeddings, PICTURE)));
      }
      await().until(() -> embeddings.waiting(Sha256.hex(PICTURE)) == 8);
      all.getFirst().cancel(true); // others still need it
      await().until(() -> embeddings.waiting(Sha256.hex(PICTURE)) == 7);
      embedder.release();
      List<float[]> vectors = new ArrayList<>();
      for (Future<PictureEmbeddings.Found> found : all.subList(1, 8)) {
        vectors.add(found.get().embedding().vector());
      }
      assertThat(embedded).hasValue(1);
      assertThat(vectors).allMatch(vector -> vector == vectors.getFirst());
      assertThat(embeddings.counts().reused()).isBetween(6L, 7L);
      assertThat(embeddings.waiting(Sha256.hex(PICTURE))).isZero();
    }
  }

  @Test
  void shouldCancelWorkThatNobodyWaitsFor() throws Exception {
    FakeImageEmbedder embedder = embedder("0123456789ab");
    embedder.hold();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        PictureEmbeddings embeddings = open(embedder)) {
      Future<PictureEmbeddings.Found> only = threads.submit(() -> of(embeddings, PICTURE));
      await().until(() -> embeddings.waiting(Sha256.hex(PICTURE)) == 1);
      only.cancel(true);
      await().until(() -> embeddings.waiting(Sha256.hex(PICTURE)) == 0);
      embedder.release();
      assertThat(of(embeddings, PICTURE).reused()).isFalse();
    }
  }
}
