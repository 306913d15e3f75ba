package io.ciderstream.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Runs a target of {@code ./cider fuzz} in a test. */
public final class FuzzInputs {
  private static final Path FOLDER = Path.of("src", "test", "resources", "fuzz");

  /** What is tried. */
  @FunctionalInterface
  public interface Target {
    /** Takes any input, and fails only if the code under test is wrong. */
    void run(byte[] input) throws IOException;
  }

  private FuzzInputs() {}

  /**
   * Gives a target its known inputs, and random changes of them, the same in each run.
   *
   * @param changes of each input
   */
  public static void run(String target, int changes, Target tried) throws IOException {
    Random random = new Random(1);
    List<Path> inputs;
    try (Stream<Path> files = Files.list(FOLDER.resolve(target))) {
      inputs = files.sorted().toList();
    }
    for (Path file : inputs) {
      byte[] input = Files.readAllBytes(file);
      tried.run(input);
      for (int i = 0; i < changes; i++) {
        byte[] changed = Arrays.copyOf(input, 1 + random.nextInt(input.length + 8));
        for (int n = random.nextInt(4); n >= 0; n--) {
          changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        tried.run(changed);
      }
    }
  }
}
