package io.ciderstream.evaluation.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UniqueLineFileTest {
  @TempDir Path folder;

  @Test
  void shouldNoteALineOnceInAllRuns() {
    Path file = folder.resolve("bad.txt");
    List<String> messages = new ArrayList<>();
    UniqueLineFile first = new UniqueLineFile(file, messages::add);
    first.accept("a.jpg: cut\noff");
    first.accept("a.jpg: cut\noff");
    UniqueLineFile resumed = new UniqueLineFile(file, messages::add);
    resumed.accept("a.jpg: cut\noff");
    resumed.accept("b.jpg: empty");

    assertThat(messages).containsExactly("a.jpg: cut off", "b.jpg: empty");
    assertThat(file).content().isEqualTo("a.jpg: cut off\nb.jpg: empty\n");
  }
}
