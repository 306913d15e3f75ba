package io.ciderstream.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MilvusStandaloneIT {
  private final ServerHome home = ServerHome.fromSystemProperty();

  @Test
  void shouldComeBackWithItsRowsOnTheSamePortAfterAKill(@TempDir Path folder) {
    MilvusRows rows = new MilvusRows(home);
    try (MilvusStandalone milvus = MilvusStandalone.start(home, folder)) {
      rows.write(milvus);
      milvus.kill();
      assertThat(Ports.answers(milvus.port())).isFalse();
      milvus.restart();
      rows.shouldBeThere(milvus, 150);
    }
  }

  @Test
  void shouldEndTheChildThatAKilledJvmLeftBehindAndStartOnTheUsedFolder(@TempDir Path folder) {
    MilvusStandalone orphan = MilvusStandalone.start(home, folder);
    try (MilvusStandalone again = MilvusStandalone.start(home, folder, orphan.port())) {
      assertThat(orphan.isRunning()).isFalse();
      assertThat(again.isRunning()).isTrue();
    }
  }
}
