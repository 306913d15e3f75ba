package io.ciderstream.train.learn.attend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttentionFitTest {
  @Test
  void shouldHintAtTheMiddle() {
    float[] hints = AttentionFit.centreHints(3, 5);

    assertThat(hints[7]).isEqualTo(1);
    assertThat(hints[0]).isEqualTo(hints[14]).isLessThan(hints[1]).isLessThan(hints[5]);
  }
}
