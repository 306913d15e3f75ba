package io.ciderstream.tests.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VersionTest {
  @Test
  void shouldBeTheSameEverywhere() throws Exception {
    Process check =
        new ProcessBuilder("python3", Path.of("../release/set-version").toString(), "--check")
            .redirectErrorStream(true)
            .start();
    String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor())
        .as("another version is in %s; run release/set-version VERSION", output)
        .isZero();
  }
}
