package io.ciderstream.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MilvusLiteIT {
  private final ServerHome home = ServerHome.fromSystemProperty();

  @Test
  void shouldComeBackOnTheSamePortAfterAKill(@TempDir Path folder) {
    MilvusLite first = MilvusLite.start(home, folder, 0);
    first.kill();
    assertThat(Ports.answers(first.port())).isFalse();
    try (MilvusLite again = MilvusLite.start(home, folder, first.port())) {
      assertThat(Ports.answers(again.port())).isTrue();
    }
  }

  @Test
  void shouldEndTheChildThatAKilledJvmLeftBehind(@TempDir Path folder) {
    MilvusLite orphan = MilvusLite.start(home, folder, 0);
    try (MilvusLite again = MilvusLite.start(home, folder, 0)) {
      assertThat(again.port()).isNotEqualTo(orphan.port());
      assertThat(Ports.answers(orphan.port())).isFalse();
    }
  }

  @Test
  void shouldSayWhatToDoWhenThePortIsTaken(@TempDir Path folder) {
    try (MilvusLite first = MilvusLite.start(home, folder.resolve("a"), 0)) {
      assertThatThrownBy(() -> MilvusLite.start(home, folder.resolve("b"), first.port()))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("index.uri");
    }
  }
}
