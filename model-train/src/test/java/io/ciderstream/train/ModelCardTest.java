package io.ciderstream.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.ciderstream.embedding.decode.SizeGroups;
import org.junit.jupiter.api.Test;

class ModelCardTest {
  @Test
  void shouldTellTheServerWhatItMustKnow() {
    assertThat(ModelCard.at320("net", 1280).metadata())
        .containsExactly(
            entry("cider.name", "net"),
            entry("cider.dimension", "1280"),
            entry("cider.groups", "384x256,352x256,320x320,256x352,256x384"),
            entry("cider.bounds", "0.67,0.77,1.33,1.5"),
            entry("cider.input", "uint8-nhwc-rgb"));
  }

  @Test
  void shouldRefuseBoundsThatDoNotLieBetweenTheGroups() {
    assertThatThrownBy(() -> SizeGroups.parse("320x320", "1"))
        .hasMessageContaining("1 sizes need 0 bounds, not [1.0]");
    assertThatThrownBy(() -> SizeGroups.parse("320x320,320x320,320x320", "1.2,1.1"))
        .hasMessageContaining("bounds [1.2, 1.1] are not positive and growing");
    assertThatThrownBy(() -> new ModelCard("net", 1, SizeGroups.parse("320x16", "")))
        .hasMessageContaining("size 320x16 has a side below 32 pixels");
  }
}
