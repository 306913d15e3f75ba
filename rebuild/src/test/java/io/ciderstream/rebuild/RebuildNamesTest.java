package io.ciderstream.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.index.CollectionName;
import java.util.List;
import org.junit.jupiter.api.Test;

class RebuildNamesTest {
  private static final String OLD = "aaaaaaaaaaaa";
  private static final String NEW = "bbbbbbbbbbbb";
  private static final CollectionName FIRST = new CollectionName("images", OLD);
  private static final CollectionName SECOND = new CollectionName("images_2", OLD);
  private static final CollectionName THIRD = new CollectionName("images_3", NEW);
  private static final CollectionName STRANGER = new CollectionName("images_b_4", OLD);

  @Test
  void shouldNumberRebuildsAfterTheServedOne() {
    RebuildNames first = RebuildNames.of("images", List.of(FIRST, STRANGER), FIRST, OLD);
    assertThat(first.collection()).isEqualTo(SECOND);
    assertThat(first.descriptors()).isEqualTo("descriptors-2");
    assertThat(RebuildNames.of("images", List.of(FIRST, SECOND), SECOND, NEW).collection())
        .isEqualTo(THIRD);
    assertThat(RebuildNames.of(SECOND, "images").number()).isEqualTo(2);
  }

  @Test
  void shouldGoOnWithTheOneThatWasBegun() {
    assertThat(RebuildNames.of("images", List.of(FIRST, SECOND), FIRST, OLD).collection())
        .isEqualTo(SECOND);
    assertThat(RebuildNames.begun("images", List.of(FIRST, SECOND), SECOND))
        .as("that is served")
        .isEmpty();
    assertThatThrownBy(() -> RebuildNames.of("images", List.of(FIRST, SECOND), FIRST, NEW))
        .hasMessageContaining("MODEL_MISMATCH")
        .hasMessageContaining("images_2__" + OLD);
  }

  @Test
  void shouldTellWhatIsOlderThanTheServedOne() {
    List<CollectionName> all = List.of(FIRST, SECOND, THIRD, STRANGER);
    assertThat(RebuildNames.older("images", all, SECOND)).containsExactly(FIRST);
    assertThat(RebuildNames.older("images", all, THIRD)).containsExactly(FIRST, SECOND);
    assertThat(RebuildNames.older("images", all, FIRST)).isEmpty();
  }
}
