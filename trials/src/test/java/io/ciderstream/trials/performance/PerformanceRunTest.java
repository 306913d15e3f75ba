package io.ciderstream.trials.performance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformanceRunTest {
  @TempDir private Path folder;

  @Test
  void shouldTakeAFileThatCannotBeReadAsNotMeasured() throws Exception {
    List<String> log = new ArrayList<>();
    PerformanceRun run = new PerformanceRun(folder, folder, Map.of(), true, log::add);
    PerformancePart part = PerformanceParts.named("engine");
    assertThat(run.before(part)).isEmpty();
    assertThat(log).isEmpty();
    Files.writeString(folder.resolve("engine.json"), "{\"name\": \"eng");
    assertThat(run.before(part)).isEmpty();
    assertThat(log).singleElement().asString().contains("engine.json cannot be read");
  }
}
