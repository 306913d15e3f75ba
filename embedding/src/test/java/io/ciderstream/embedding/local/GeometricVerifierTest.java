package io.ciderstream.embedding.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ciderstream.schemas.BoundingBox;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GeometricVerifierTest {
  private static final int DIMENSION = 64;
  private static final VerificationOptions OPTIONS =
      new VerificationOptions(200, 0.5, 1.5, 120, 8, 16);

  /** A scene of 40 x 40 cells, each with its own feature; a picture shows a part of it. */
  private final byte[][] scene = randomFeatures(1600, 1);

  @Test
  void shouldFindAllPositionsOfTheSamePicture() {
    LocalFeatures picture = window(0, 0, 14, 14);
    Verification verification = new GeometricVerifier(OPTIONS, picture).verify(picture);
    assertThat(verification.inliers()).isEqualTo(196);
    assertThat(verification.support()).as("each cosine is 1").isCloseTo(98, within(1e-3));
    assertThat(OPTIONS.score(0.25, verification)).isCloseTo(0.25 + 98 / 120.0, within(1e-3));
    assertThat(OPTIONS.isVerified(verification)).isTrue();
    assertThat(verification.boxes().orElseThrow().second())
        .isEqualTo(new BoundingBox(0, 0, 1, 1, 1));
    assertThat(verification.pairs()).allSatisfy(pair -> assertThat(pair.x1()).isEqualTo(pair.x2()));
  }

  @Test
  void shouldFindThePartThatTwoPicturesShare() {
    LocalFeatures query = window(0, 0, 14, 14);
    LocalFeatures moved = window(7, 7, 14, 14);
    Verification verification = new GeometricVerifier(OPTIONS, query).verify(moved);
    assertThat(verification.inliers()).isEqualTo(49);
    var boxes = verification.boxes().orElseThrow();
    assertThat(boxes.first()).isEqualTo(new BoundingBox(0.5f, 0.5f, 1, 1, 1));
    assertThat(boxes.second()).isEqualTo(new BoundingBox(0, 0, 0.5f, 0.5f, 1));
  }

  @Test
  void shouldFindTheSamePictureAtHalfTheSizeOnAGridOfAnotherShape() {
    LocalFeatures query = window(0, 0, 20, 10);
    int[] cells = IntStream.range(0, 50).toArray();
    byte[] values = new byte[50 * DIMENSION];
    for (int cell : cells) {
      copy(2 * (cell / 10) * 40 + 2 * (cell % 10), values, cell);
    }
    LocalFeatures half = new LocalFeatures(10, 5, cells, values);
    assertThat(new GeometricVerifier(OPTIONS, query).verify(half).inliers()).isEqualTo(50);
  }

  @Test
  void shouldNotMatchAMirroredOrAScatteredPicture() {
    LocalFeatures query = window(0, 0, 14, 14);
    LocalFeatures mirrored =
        new LocalFeatures(
            14,
            14,
            IntStream.of(query.cells()).map(cell -> cell / 14 * 14 + 13 - cell % 14).toArray(),
            query.values());
    int[] scattered = IntStream.range(0, 196).toArray();
    Random random = new Random(2);
    for (int i = scattered.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = scattered[i];
      scattered[i] = scattered[j];
      scattered[j] = swap;
    }
    GeometricVerifier verifier = new GeometricVerifier(OPTIONS, query);
    assertThat(verifier.verify(mirrored).inliers()).isLessThan(50);
    assertThat(verifier.verify(new LocalFeatures(14, 14, scattered, query.values())).inliers())
        .isLessThan(20);
  }

  @Test
  void shouldFindNothingInOtherOrEmptyPictures() {
    LocalFeatures query = window(0, 0, 14, 14);
    GeometricVerifier verifier = new GeometricVerifier(OPTIONS, query);
    assertThat(verifier.verify(window(20, 20, 14, 14))).isEqualTo(Verification.NONE);
    LocalFeatures empty = new LocalFeatures(14, 14, new int[0], new byte[0]);
    assertThat(verifier.verify(empty)).isEqualTo(Verification.NONE);
    assertThat(new GeometricVerifier(OPTIONS, empty).verify(query)).isEqualTo(Verification.NONE);
  }

  @Test
  void shouldRejectFeaturesOfAnotherLength() {
    LocalFeatures other = new LocalFeatures(2, 2, new int[] {0, 1}, new byte[20]);
    assertThatThrownBy(() -> new GeometricVerifier(OPTIONS, window(0, 0, 4, 4)).verify(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64")
        .hasMessageContaining("10");
  }

  private LocalFeatures window(int left, int top, int width, int height) {
    int[] cells = IntStream.range(0, width * height).toArray();
    byte[] values = new byte[cells.length * DIMENSION];
    for (int cell : cells) {
      copy((top + cell / width) * 40 + left + cell % width, values, cell);
    }
    return new LocalFeatures(width, height, cells, values);
  }

  private void copy(int ofScene, byte[] values, int cell) {
    System.arraycopy(scene[ofScene], 0, values, cell * DIMENSION, DIMENSION);
  }

  private static byte[][] randomFeatures(int count, long seed) {
    Random random = new Random(seed);
    byte[][] features = new byte[count][DIMENSION];
    for (byte[] feature : features) {
      for (int i = 0; i < DIMENSION; i++) {
        feature[i] = (byte) Math.clamp(Math.round(random.nextGaussian() * 40), -127, 127);
      }
    }
    return features;
  }
}
