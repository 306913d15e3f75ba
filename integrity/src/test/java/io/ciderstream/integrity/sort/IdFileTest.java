package io.ciderstream.integrity.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdFileTest {
  @TempDir private Path folder;

  @Test
  void shouldReturnEachIdFromItsPlace() {
    Map<Long, byte[]> ids = new HashMap<>();
    try (IdFile file = new IdFile(folder)) {
      for (int i = 0; i < 2_000; i++) {
        byte[] id = new byte[i % 700 + (i == 1_000 ? 64_000 : 0)];
        Arrays.fill(id, (byte) i);
        ids.put(file.add(id), id);
        if (i == 500) {
          assertThat(file.get(0)).isEmpty();
        }
      }
      ids.forEach((at, id) -> assertThat(file.get(at)).isEqualTo(id));
    }
  }
}
