package io.ciderstream.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
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
    SizeGroup group = new SizeGroup(320, 320);

    assertThatThrownBy(() -> new ModelCard("net", 1, List.of(group), List.of(1.0)))
        .hasMessageContaining("groups [320x320], bounds [1.0]");
    assertThatThrownBy(
            () -> new ModelCard("net", 1, List.of(group, group, group), List.of(1.2, 1.1)))
        .hasMessageContaining("do not rise");
  }
}
