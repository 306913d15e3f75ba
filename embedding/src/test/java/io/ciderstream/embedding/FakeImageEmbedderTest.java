package io.ciderstream.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FakeImageEmbedderTest {
  @Test
  void shouldDescribeTheSameBytesTheSameWay() {
    try (FakeImageEmbedder fake = new FakeImageEmbedder()) {
      float[] vector = embed(fake, 1).join().vector();
      assertThat(embed(fake, 1).join().vector()).isEqualTo(vector);
      assertThat(embed(fake, 2).join().vector()).isNotEqualTo(vector);
    }
  }

  @Test
  void shouldHoldBackRefuseAndFailWhenClosed() {
    FakeImageEmbedder fake =
        new FakeImageEmbedder(
            new ModelInfo("fake", "0123456789ab", 4),
            content ->
                content[0] == 9
                    ? Optional.of(new CiderException(ErrorCode.PICTURE_CORRUPT, ""))
                    : Optional.empty());
    fake.hold();
    var held = embed(fake, 1);
    var refused = embed(fake, 9);
    assertThat(held).isNotDone();
    fake.release();
    assertThat(held).isCompleted();
    assertThat(refused).isCompletedExceptionally();
    fake.hold();
    var left = embed(fake, 1);
    fake.close();
    assertThat(left).isCompletedExceptionally();
  }

  private static CompletableFuture<Embedding> embed(FakeImageEmbedder fake, int first) {
    return fake.embed(new byte[] {(byte) first}, Optional.empty(), Priority.INGEST);
  }
}
