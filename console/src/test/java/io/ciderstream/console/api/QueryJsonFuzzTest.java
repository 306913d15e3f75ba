package io.ciderstream.console.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the target of {@code ./cider fuzz json} with known inputs and random changes of them. */
class QueryJsonFuzzTest {
  private static final Path INPUTS = Path.of("src", "test", "resources", "fuzz", "json");
  private static final int CHANGES = 5000;

  @Test
  void shouldAcceptOrRejectAnything() throws IOException {
    Random random = new Random(1);
    List<Path> inputs;
    try (Stream<Path> files = Files.list(INPUTS)) {
      inputs = files.sorted().toList();
    }
    for (Path file : inputs) {
      byte[] input = Files.readAllBytes(file);
      QueryJsonFuzz.fuzzerTestOneInput(input);
      for (int i = 0; i < CHANGES; i++) {
        byte[] changed = Arrays.copyOf(input, 1 + random.nextInt(input.length + 8));
        for (int n = random.nextInt(4); n >= 0; n--) {
          changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        QueryJsonFuzz.fuzzerTestOneInput(changed);
      }
    }
  }
}
