package io.ciderstream.overlap.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.overlap.TestScenes;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SiftVerifierTest {
  private final SiftVerifier verifier = new SiftVerifier(new PictureLimits(1 << 24, 1 << 24));
  private final BufferedImage scene = TestScenes.scene(1);

  @Test
  void shouldFindAPartOfAPictureAtAnotherSizeWhereItIs() {
    BufferedImage part = TestScenes.view(scene, 80, 60, 200, 150, 1.7);
    PairMatch match = verifier.match(features(scene), features(part));
    assertThat(match.inliers()).isGreaterThan(30);
    assertThat(match.points()).hasSize(match.inliers());
    for (PairMatch.Point at : match.points()) {
      assertThat((at.queryX() * 320 - 80) / 200).isCloseTo(at.x(), Offset.offset(0.06));
      assertThat((at.queryY() * 240 - 60) / 150).isCloseTo(at.y(), Offset.offset(0.06));
    }
  }

  @Test
  void shouldFindLittleInCommonOfOtherScenesAndOfTheMirroredOne() {
    SiftFeatures one = features(scene);
    for (int other = 2; other < 8; other++) {
      assertThat(verifier.match(one, features(TestScenes.scene(other))).inliers()).isLessThan(12);
    }
    assertThat(verifier.match(one, features(TestScenes.mirrored(scene))).inliers()).isLessThan(12);
  }

  @Test
  void shouldGiveTheSameResultAgain() {
    SiftFeatures one = features(scene);
    SiftFeatures other = features(TestScenes.view(scene, 0, 0, 250, 200, 0.9));
    PairMatch first = verifier.match(one, other);
    verifier.match(one, features(TestScenes.scene(5)));
    assertThat(verifier.match(one, other)).isEqualTo(first);
  }

  @Test
  void shouldCropAndRejectWhatIsNoPicture() {
    SiftFeatures half =
        verifier.extract(TestScenes.png(scene), Optional.of(new BoundingBox(0.5f, 0, 1, 1, 1)));
    assertThat(half.width()).isEqualTo(160);
    assertThat(half.count()).isBetween(1, features(scene).count() - 1);
    assertThatThrownBy(
            () -> verifier.extract("text".getBytes(StandardCharsets.UTF_8), Optional.empty()))
        .isInstanceOf(CiderException.class);
  }

  @Test
  void shouldScaleACropByItsOwnSize() {
    byte[] large = TestScenes.png(TestScenes.view(scene, 0, 0, 320, 240, 5));
    SiftFeatures quarter =
        verifier.extract(large, Optional.of(new BoundingBox(0, 0, 0.5f, 0.5f, 1)));
    assertThat(quarter.width()).isEqualTo(800);
    assertThat(quarter.height()).isEqualTo(600);
    assertThat(verifier.extract(large, Optional.empty()).width()).isEqualTo(800);
  }

  @Test
  void shouldFindNothingInAPlainPicture() {
    BufferedImage plain = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
    assertThat(verifier.match(features(plain), features(scene))).isEqualTo(PairMatch.NONE);
  }

  private SiftFeatures features(BufferedImage picture) {
    return verifier.extract(TestScenes.png(picture), Optional.empty());
  }
}
