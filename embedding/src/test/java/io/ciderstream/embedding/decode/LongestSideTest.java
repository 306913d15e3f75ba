package io.ciderstream.embedding.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.BoundingBox;
import java.util.List;
import org.junit.jupiter.api.Test;

class LongestSideTest {
  private static final BoundingBox WHOLE = new BoundingBox(0, 0, 1, 1, 1);

  @Test
  void shouldShrinkToTheLongestSideAndKeepTheShape() {
    assertThat(size(1024, 1, 2048, 1536, WHOLE)).isEqualTo(new SizeGroups.Size(1024, 768));
    assertThat(size(1024, 1, 1000, 3000, WHOLE)).isEqualTo(new SizeGroups.Size(341, 1024));
  }

  @Test
  void shouldNotEnlargeASmallPictureButForTheScale() {
    assertThat(size(1024, 1, 640, 480, WHOLE)).isEqualTo(new SizeGroups.Size(640, 480));
    assertThat(size(1024, 1.5, 640, 480, WHOLE)).isEqualTo(new SizeGroups.Size(960, 720));
  }

  @Test
  void shouldScaleAPartByTheFactorOfItsWholePicture() {
    BoundingBox part = new BoundingBox(0.25f, 0.5f, 0.75f, 1, 1);

    assertThat(size(1024, 1, 2048, 1536, part)).isEqualTo(new SizeGroups.Size(512, 384));
    assertThat(size(1024, 0.5, 2048, 1536, part)).isEqualTo(new SizeGroups.Size(256, 192));
  }

  @Test
  void shouldKeepEverySideLargeEnoughForTheNetwork() {
    BoundingBox sliver = new BoundingBox(0, 0, 1, 0.001f, 1);

    assertThat(size(1024, 1, 2048, 1536, sliver)).isEqualTo(new SizeGroups.Size(1024, 32));
  }

  @Test
  void shouldScaleGroupsSideBySide() {
    SizeGroups groups =
        new SizeGroups(
            List.of(new SizeGroups.Size(384, 256), new SizeGroups.Size(320, 320)), List.of(0.77));

    assertThat(groups.scaled(0.7071).of(300, 200, WHOLE)).isEqualTo(new SizeGroups.Size(272, 181));
  }

  private static SizeGroups.Size size(
      int side, double scale, int width, int height, BoundingBox part) {
    return new LongestSide(side, scale).of(width, height, part);
  }
}
