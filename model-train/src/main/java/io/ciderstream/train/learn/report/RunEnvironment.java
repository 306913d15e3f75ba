package io.ciderstream.train.learn.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** What the speed of a run depends on: machine and versions. */
public final class RunEnvironment {
  private static final double KIB_IN_A_GIB = 1 << 20;

  private RunEnvironment() {}

  /** Returns the facts by name. */
  public static SequencedMap<String, String> read() {
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "machine",
        "%s, %d processors, %.0f GiB memory, %s %s"
            .formatted(
                first("/proc/cpuinfo", "model name").orElse("unknown processor"),
                Runtime.getRuntime().availableProcessors(),
                first("/proc/meminfo", "MemTotal").map(RunEnvironment::gib).orElse(0.0),
                System.getProperty("os.name"),
                System.getProperty("os.arch")));
    facts.put(
        "versions",
        "libtorch %s (%s), Java %s"
            .formatted(
                libtorch(), torch.get_cpu_capability().getString(), Runtime.version().toString()));
    return facts;
  }

  private static double gib(String kib) {
    return Double.parseDouble(kib.replaceAll("\\D", "")) / KIB_IN_A_GIB;
  }

  private static String libtorch() {
    try {
      return Loader.getVersion("org.bytedeco", "pytorch");
    } catch (IOException e) {
      return "of an unknown version";
    }
  }

  private static Optional<String> first(String file, String name) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // another system
    }
  }
}
