package io.ciderstream.streams.reuse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.embedding.result.AttentionMap;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.embedding.result.StageTimes;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Embeddings of random numbers, and their comparison. */
final class TestEmbeddings {
  private static final int DIMENSION = 512;
  private static final int POSITIONS = 64;
  private static final int LOCAL_DIMENSION = 128;

  private TestEmbeddings() {}

  static String sha256(int picture) {
    return Sha256.hex(("picture " + picture).getBytes(UTF_8));
  }

  /** With everything that an embedding may have; about 11 kB. */
  static Embedding full(int seed) {
    Random random = new Random(seed);
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    byte[] attention = new byte[7 * 9];
    random.nextBytes(attention);
    byte[] local = new byte[POSITIONS * LOCAL_DIMENSION];
    random.nextBytes(local);
    int[] cells = random.ints(0, 30 * 40).distinct().limit(POSITIONS).toArray();
    return new Embedding(
        vector,
        List.of(
            new BoundingBox(0.1f, 0.2f, 0.7f, 1, random.nextFloat()),
            new BoundingBox(0, 0, 0.3f, 0.25f, 0.5f)),
        Optional.of(new AttentionMap(7, 9, attention)),
        Optional.of(new LocalFeatures(40, 30, cells, local)),
        1024,
        700 + seed,
        new StageTimes(1, 2, 3));
  }

  static Embedding bare() {
    return new Embedding(
        new float[] {-0f, Float.MIN_VALUE},
        List.of(),
        Optional.empty(),
        Optional.empty(),
        1,
        2,
        new StageTimes(1, 2, 3));
  }

  /** All but the times, which are 0. */
  static void assertKept(Embedding actual, Embedding expected) {
    assertThat(actual.vector()).isEqualTo(expected.vector());
    assertThat(actual.boxes()).isEqualTo(expected.boxes());
    assertThat(actual.width()).isEqualTo(expected.width());
    assertThat(actual.height()).isEqualTo(expected.height());
    assertThat(actual.attention().map(AttentionMap::values))
        .usingRecursiveComparison()
        .isEqualTo(expected.attention().map(AttentionMap::values));
    assertThat(actual.attention().map(AttentionMap::height))
        .isEqualTo(expected.attention().map(AttentionMap::height));
    assertThat(actual.localFeatures().map(LocalFeatures::encode).orElse(null))
        .isEqualTo(expected.localFeatures().map(LocalFeatures::encode).orElse(null));
    assertThat(actual.times()).isEqualTo(new StageTimes(0, 0, 0));
  }
}
