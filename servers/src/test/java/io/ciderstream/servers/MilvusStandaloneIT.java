package io.ciderstream.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MilvusStandaloneIT {
  private final ServerHome home = ServerHome.fromSystemProperty();

  @Test
  void shouldKeepItsRowsOverAKillAndOverAKillOfItsJvm(@TempDir Path folder) {
    MilvusRows rows = new MilvusRows(home);
    MilvusStandalone orphan = MilvusStandalone.start(home, folder);
    rows.write(orphan);
    orphan.kill();
    assertThat(Ports.answers(orphan.port())).isFalse();
    orphan.restart();
    try (MilvusStandalone again = MilvusStandalone.start(home, folder, orphan.port())) {
      assertThat(orphan.isRunning()).isFalse();
      rows.shouldBeThere(again, 150);
    }
  }
}
