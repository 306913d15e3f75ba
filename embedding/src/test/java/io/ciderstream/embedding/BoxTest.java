package io.ciderstream.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoxTest {
  private final Box inner = new Box(0.25f, 0.5f, 0.75f, 1, 0.9f);

  @Test
  void shouldBePlacedInsideAnother() {
    Box region = new Box(0.5f, 0, 1, 0.5f, 1);

    assertThat(inner.within(region)).isEqualTo(new Box(0.625f, 0.25f, 0.875f, 0.5f, 0.9f));
  }

  @Test
  void shouldStayWhereItIsInTheWholePicture() {
    assertThat(inner.within(new Box(0, 0, 1, 1, 1))).isEqualTo(inner);
  }
}
