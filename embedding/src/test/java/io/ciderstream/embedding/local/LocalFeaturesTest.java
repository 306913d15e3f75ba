package io.ciderstream.embedding.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LocalFeaturesTest {
  @Test
  void shouldReadWhatItWrote() {
    LocalFeatures features =
        new LocalFeatures(255, 200, new int[] {50_999, 0}, new byte[] {1, -127, 127, 0});
    LocalFeatures read = LocalFeatures.decode(features.encode());
    assertThat(read.gridWidth()).isEqualTo(255);
    assertThat(read.gridHeight()).isEqualTo(200);
    assertThat(read.cells()).containsExactly(50_999, 0);
    assertThat(read.values()).containsExactly(1, -127, 127, 0);
    assertThat(features.encode()).hasSize(6 + 2 * 2 + 4);
  }

  @Test
  void shouldReadNoFeatures() {
    LocalFeatures none = new LocalFeatures(3, 2, new int[0], new byte[0]);
    assertThat(LocalFeatures.decode(none.encode()).count()).isZero();
  }

  @Test
  void shouldRejectBytesThatAreNoFeatures() {
    byte[] good = new LocalFeatures(4, 4, new int[] {15}, new byte[64]).encode();
    byte[] outside = good.clone();
    outside[7] = 16;
    byte[] version = good.clone();
    version[0] = 9;
    byte[] noGrid = good.clone();
    noGrid[1] = 0;
    byte[] longer = Arrays.copyOf(good, good.length + 1);
    for (byte[] bad :
        new byte[][] {{}, {1}, Arrays.copyOf(good, 20), outside, version, noGrid, longer}) {
      assertThatThrownBy(() -> LocalFeatures.decode(bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void shouldSelectTheStrongestAndQuantiseThem() {
    // one row of four places: strengths 1, 3, NaN, 2; features of two numbers
    FloatBuffer map =
        FloatBuffer.wrap(new float[] {1, 3, Float.NaN, 2, 0, 0.6f, 1, 1, 1, -0.8f, 1, 0});
    LocalFeatures features = StrongestPositions.select(map, 2, 1, 4, 2);
    assertThat(features.cells()).containsExactly(1, 3);
    assertThat(features.values()).containsExactly(95, -127, 127, 0);
  }

  @Test
  void shouldOrderNegativeAndEqualStrengths() {
    FloatBuffer map =
        FloatBuffer.wrap(new float[] {-2, 0, -0.5f, -0f, 7, 1e-30f, -1e30f, 1, 1, 1, 1, 1, 1, 1});
    assertThat(StrongestPositions.select(map, 1, 1, 7, 7).cells())
        .containsExactly(4, 5, 1, 3, 2, 0, 6);
  }

  @Test
  void shouldLeaveOutAPositionWithoutAFeature() {
    FloatBuffer map = FloatBuffer.wrap(new float[] {1, 1, 0, Float.POSITIVE_INFINITY});
    assertThat(StrongestPositions.select(map, 1, 1, 2, 5).count()).isZero();
  }
}
