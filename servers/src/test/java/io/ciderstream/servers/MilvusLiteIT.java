package io.ciderstream.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class MilvusLiteIT {
  private final ServerHome home = ServerHome.fromSystemProperty();

  @Test
  void shouldComeBackWithItsRowsOnTheSamePortAfterAKill(@TempDir Path folder) {
    MilvusRows rows = new MilvusRows(home);
    MilvusLite first = MilvusLite.start(home, folder, 0);
    rows.write(first);
    first.kill();
    assertThat(Ports.answers(first.port())).isFalse();
    try (MilvusLite again = MilvusLite.start(home, folder, first.port())) {
      rows.shouldBeThere(again, 30);
    }
  }

  @Test
  void shouldEndTheChildOnItsPortThatAKilledJvmLeftBehind(@TempDir Path folder) {
    MilvusLite orphan = MilvusLite.start(home, folder, 0);
    try (MilvusLite again = MilvusLite.start(home, folder, orphan.port())) {
      assertThat(orphan.isRunning()).isFalse();
      assertThat(again.isRunning()).isTrue();
    }
  }

  @Test
  void shouldSayWhatToDoWhenThePortIsTaken(@TempDir Path folder) {
    try (MilvusLite first = MilvusLite.start(home, folder.resolve("a"), 0)) {
      assertThatThrownBy(() -> MilvusLite.start(home, folder.resolve("b"), first.port()))
          .isInstanceOf(PortTakenException.class)
          .hasMessageContaining("Milvus Lite");
    }
  }
}
