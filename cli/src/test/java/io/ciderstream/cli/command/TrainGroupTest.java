package io.ciderstream.cli.command;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TrainGroupTest {
  @TempDir private Path folder;

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void shouldNotWaitForAProcessThatHasEnded() {
    TrainProgram program = new TrainProgram("no.such.Program", List.of("train"));

    assertThatThrownBy(() -> TrainGroup.start(program, 2, folder, 1))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("The training did not begin: process 1 ended with exit status 1")
        .hasMessageContaining(folder.resolve("process-1.log").toString());
  }
}
