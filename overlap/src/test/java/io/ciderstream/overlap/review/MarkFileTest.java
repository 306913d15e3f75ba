package io.ciderstream.overlap.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkFileTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("marks.csv");
  }

  @Test
  void shouldLetTheLastMarkOfEachInspectorWin() {
    MarkFile marks = new MarkFile(file, CLOCK);
    marks.add("ann", "q0-p1", Mark.SAME);
    marks.add("bo, jr", "q0-p1", Mark.DIFFERENT);
    marks.add("ann", "q0-p1", Mark.DIFFERENT);
    marks.add("ann", "q0-p2", Mark.SAME);
    marks.add("ann", "q0-p2", Mark.NONE);

    Marks read = MarkFile.read(file);
    assertThat(read).isEqualTo(marks.marks());
    assertThat(read.inspectors("q0-p1", Mark.DIFFERENT)).containsExactly("ann", "bo, jr");
    assertThat(read.of("ann")).doesNotContainKey("q0-p2");
  }

  @Test
  void shouldOnlyEverAppend() throws IOException {
    new MarkFile(file, CLOCK).add("ann", "q0-p1", Mark.SAME);
    new MarkFile(file, CLOCK).add("ann", "q0-p1", Mark.DIFFERENT);
    assertThat(file)
        .hasContent(
            """
            time,inspector,pair,mark
            2026-01-01T00:00:00Z,ann,q0-p1,same
            2026-01-01T00:00:00Z,ann,q0-p1,different
            """);
  }

  @Test
  void shouldAdmitThreeInspectorsWithNames() {
    MarkFile marks = new MarkFile(file, CLOCK);
    for (String name : new String[] {"a", "b", "c"}) {
      marks.add(name, "q0-p1", Mark.SAME);
    }
    marks.add("b", "q0-p2", Mark.SAME);
    assertThatThrownBy(() -> marks.add("d", "q0-p1", Mark.SAME))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a, b, c");
    assertThatThrownBy(() -> marks.add(" ", "q0-p1", Mark.SAME)).hasMessageContaining("name");
    assertThatThrownBy(() -> marks.add("a\nb", "q0-p1", Mark.SAME)).hasMessageContaining("name");
    assertThat(MarkFile.read(file).inspectors()).containsExactly("a", "b", "c");
  }

  @Test
  void shouldCountTheInspectorsOfAnotherProcessToo() throws Exception {
    MarkFile one = new MarkFile(file, CLOCK);
    MarkFile other = new MarkFile(file, CLOCK);
    one.add("a", "q0-p1", Mark.SAME);
    other.add("b", "q0-p1", Mark.SAME);
    one.add("c", "q0-p1", Mark.SAME);
    assertThatThrownBy(() -> other.add("d", "q0-p1", Mark.SAME)).hasMessageContaining("a, b, c");
    assertThat(other.marks()).isEqualTo(one.marks());
    assertThat(Files.readAllLines(file)).hasSize(4);
  }

  @Test
  void shouldKeepMarksThatSeveralSaveAtATime() throws Exception {
    List<MarkFile> files = List.of(new MarkFile(file, CLOCK), new MarkFile(file, CLOCK));
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 60; i++) {
        int at = i;
        threads.submit(() -> files.get(at % 2).add("i" + at % 3, "q0-p" + at, Mark.SAME));
      }
    }
    assertThat(Files.readAllLines(file)).hasSize(61).startsWith("time,inspector,pair,mark");
    assertThat(MarkFile.read(file).of("i1")).hasSize(20);
    assertThat(files.getFirst().marks()).isEqualTo(files.getLast().marks());
  }

  @Test
  void shouldCutOffATornLineAndRejectAnUnknownMark() throws IOException {
    MarkFile marks = new MarkFile(file, CLOCK);
    marks.add("ann", "q0-p1", Mark.SAME);
    Files.writeString(file, "2026-01-01T00:00:01Z,ann,q0", StandardOpenOption.APPEND);
    assertThat(new MarkFile(file, CLOCK).marks()).isEqualTo(marks.marks());

    Files.writeString(file, "2026-01-01T00:00:01Z,ann,q0-p1,maybe\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> MarkFile.read(file))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("maybe");
  }
}
