package io.ciderstream.trials.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadsOptionsTest {
  private static final Path ANY = Path.of("any");

  @Test
  void shouldTakeEachSeedAndHeadOnce() {
    HeadsOptions options = options(List.of("gem", "dolg", "gem"), List.of(2L, 1L, 2L));
    assertThat(options.seeds()).containsExactly(2L, 1L);
    assertThat(options.heads()).containsExactly("gem", "dolg");
  }

  @Test
  void shouldRejectNoSeed() {
    assertThatThrownBy(() -> options(List.of("gem"), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static HeadsOptions options(List<String> heads, List<Long> seeds) {
    return new HeadsOptions(ANY, List.of(), ANY, ANY, heads, seeds, 1);
  }
}
