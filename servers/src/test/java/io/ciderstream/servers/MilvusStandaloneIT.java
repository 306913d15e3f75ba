package io.ciderstream.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MilvusStandaloneIT {
  @Test
  void shouldComeBackOnTheSamePortAfterAKill(@TempDir Path folder) {
    try (MilvusStandalone milvus =
        MilvusStandalone.start(ServerHome.fromSystemProperty(), folder)) {
      int port = URI.create(milvus.address()).getPort();
      milvus.kill();
      assertThat(Ports.answers(port)).isFalse();
      milvus.restart();
      assertThat(Ports.answers(port)).isTrue();
    }
  }
}
