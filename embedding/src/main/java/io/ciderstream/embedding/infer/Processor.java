package io.ciderstream.embedding.infer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the processor can do.
 *
 * @param int8Instructions the instruction set that multiplies and adds 8-bit numbers fast: {@code
 *     avx512_vnni}, {@code avx_vnni} or {@code asimddp}; empty if it has none or it is not known
 */
public record Processor(Optional<String> int8Instructions) {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");
  private static final List<String> INT8 = List.of("avx512_vnni", "avx_vnni", "asimddp");

  /** Returns the processor of this machine. */
  public static Processor ofThisMachine() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"), CPUINFO);
  }

  /**
   * Finds out about a processor: on Linux from the flags of {@code /proc/cpuinfo}; each of Apple's
   * has the dot product; nothing is known elsewhere.
   */
  static Processor of(String system, String architecture, Path cpuinfo) {
    if (system.toLowerCase(Locale.ROOT).startsWith("mac") && architecture.equals("aarch64")) {
      return new Processor(Optional.of("asimddp"));
    }
    try (Stream<String> lines = Files.lines(cpuinfo)) {
      List<String> flags =
          lines
              .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
              .findFirst()
              .map(line -> List.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+")))
              .orElse(List.of());
      return new Processor(INT8.stream().filter(flags::contains).findFirst());
    } catch (IOException e) {
      return new Processor(Optional.empty());
    }
  }
}
