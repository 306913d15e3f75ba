package io.ciderstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundingBoxTest {
  private final BoundingBox inner = new BoundingBox(0.25f, 0.5f, 0.75f, 1, 0.9f);

  @Test
  void shouldBePlacedInsideAnother() {
    BoundingBox region = new BoundingBox(0.5f, 0, 1, 0.5f, 1);

    assertThat(inner.within(region)).isEqualTo(new BoundingBox(0.625f, 0.25f, 0.875f, 0.5f, 0.9f));
  }

  @Test
  void shouldStayWhereItIsInTheWholePicture() {
    assertThat(inner.within(new BoundingBox(0, 0, 1, 1, 1))).isEqualTo(inner);
  }
}
