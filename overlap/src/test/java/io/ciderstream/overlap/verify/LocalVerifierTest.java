package io.ciderstream.overlap.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.embedding.result.StageTimes;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LocalVerifierTest {
  private static final int COLUMNS = 20;
  private static final int ROWS = 15;

  @Test
  void shouldBeMissingWhereTheModelHasNoLocalFeatures() {
    assertThat(LocalVerifier.of(new Grid(Optional.empty()))).isEmpty();
  }

  @Test
  void shouldMatchThePositionsOfTheSamePicture() {
    LocalVerifier verifier = verifier();
    LocalFeatures one = verifier.extract(content("1"), Optional.empty());
    PairMatch same = verifier.match(one, verifier.extract(content("1"), Optional.empty()));
    assertThat(same.inliers()).isGreaterThanOrEqualTo(verifier.certainInliers());
    for (PairMatch.Point at : same.points()) {
      assertThat(at.x()).isCloseTo(at.queryX(), Offset.offset(0.1));
      assertThat(at.y()).isCloseTo(at.queryY(), Offset.offset(0.1));
    }
    PairMatch other = verifier.match(one, verifier.extract(content("2"), Optional.empty()));
    assertThat(other.inliers()).isLessThan(verifier.certainInliers());
  }

  @Test
  void shouldPassOnThatAPictureCannotBeRead() {
    assertThatThrownBy(() -> verifier().extract(content("bad"), Optional.empty()))
        .isInstanceOf(CiderException.class);
  }

  private static LocalVerifier verifier() {
    VerificationOptions options = new VerificationOptions(100, 0.5, 1.5, 80, 8, 25);
    return LocalVerifier.of(new Grid(Optional.of(options))).orElseThrow();
  }

  private static byte[] content(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Gives each picture, a number, random features at every third position of a grid. */
  private record Grid(Optional<VerificationOptions> verification) implements ImageEmbedder {
    @Override
    public ModelInfo model() {
      return new ModelInfo("grid", "0123456789ab", 1);
    }

    @Override
    public CompletableFuture<Embedding> embed(
        byte[] content, Optional<BoundingBox> region, Priority priority) {
      String text = new String(content, StandardCharsets.US_ASCII);
      if (text.equals("bad")) {
        return CompletableFuture.failedFuture(new CiderException(ErrorCode.FORMAT_UNKNOWN, text));
      }
      int[] cells = IntStream.range(0, COLUMNS * ROWS / 3).map(i -> 3 * i).toArray();
      byte[] values = new byte[cells.length * 64];
      new Random(Integer.parseInt(text)).nextBytes(values);
      for (int i = 0; i < values.length; i++) {
        values[i] = (byte) Math.max(values[i], -127);
      }
      return CompletableFuture.completedFuture(
          new Embedding(
              new float[] {1},
              List.of(),
              Optional.empty(),
              Optional.of(new LocalFeatures(COLUMNS, ROWS, cells, values)),
              320,
              240,
              new StageTimes(1, 1, 1)));
    }

    @Override
    public void close() {}
  }
}
