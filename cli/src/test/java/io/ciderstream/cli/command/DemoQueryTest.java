package io.ciderstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoQueryTest {
  @Test
  void shouldSearchWithASubjectThatHasASecondPicture() {
    assertThat(DemoQuery.of(paths("arch.webp", "dome-1.webp", "gate-1.webp", "gate-2.webp")))
        .isEqualTo(Path.of("gate-2.webp"));
  }

  @Test
  void shouldNotPairPicturesOfDifferentFolders() {
    assertThat(DemoQuery.of(paths("a/gate-1.webp", "b/gate-2.webp", "b/tower.webp")))
        .isEqualTo(Path.of("b/gate-2.webp"));
    assertThat(
            DemoQuery.of(paths("a/gate-1.webp", "b/gate-2.webp", "c/x.jpg", "d/y.jpg", "e/z.jpg")))
        .isEqualTo(Path.of("c/x.jpg"));
  }

  private static List<Path> paths(String... names) {
    return Stream.of(names).map(Path::of).toList();
  }
}
