package io.ciderstream.trials.performance;

import io.ciderstream.embedding.infer.OnnxRuntime;
import io.ciderstream.servers.MilvusLite;
import io.ciderstream.servers.MilvusStandalone;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.apache.kafka.common.utils.AppInfoParser;

/** Reads what figures depend on: machine and versions. Linux. */
public final class MachineFacts {
  /** The name of the fact that says what machine it is. */
  static final String MACHINE = "machine";

  private MachineFacts() {}

  /** Returns the facts by name. */
  public static SequencedMap<String, String> read() {
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    facts.put(MACHINE, machine());
    facts.put(
        "versions",
        "Java %s, ONNX Runtime %s, Kafka %s, Milvus %s, Milvus Lite %s"
            .formatted(
                System.getProperty("java.version"),
                OnnxRuntime.version(),
                AppInfoParser.getVersion(),
                MilvusStandalone.VERSION,
                MilvusLite.VERSION));
    return facts;
  }

  /** Returns processor, cores, memory and operating system. */
  static String machine() {
    return "%s, %d cores%s, %s memory, %s"
        .formatted(
            first("/proc/cpuinfo", "model name", "unknown processor"),
            Runtime.getRuntime().availableProcessors(),
            instructions(),
            memory(),
            System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  /** Returns the load averages of the machine, of 1, 5 and 15 minutes. */
  static String load() {
    String[] parts = text(Path.of("/proc/loadavg")).split(" ");
    return parts.length < 3 ? "unknown" : String.join(" ", parts[0], parts[1], parts[2]);
  }

  /**
   * Returns the abbreviated commit of the working folder's checkout, and whether its code was
   * changed; what the report itself writes does not count. Empty if there is none.
   */
  static String commit() {
    String commit = git("describe", "--always", "--exclude=*");
    String changed =
        git("status", "--porcelain", "--untracked-files=no", "--", ":!docs", ":!README.md");
    return changed.isEmpty() ? commit : commit + "-dirty";
  }

  private static String git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    try {
      Process git = new ProcessBuilder(command).start();
      String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? text.strip() : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private static String instructions() {
    String flags = " " + first("/proc/cpuinfo", "flags", "") + " ";
    String best = flags.contains(" avx512f ") ? "AVX-512" : flags.contains(" avx2 ") ? "AVX2" : "";
    String int8 = flags.contains(" avx512_vnni ") || flags.contains(" avx_vnni ") ? " VNNI" : "";
    return best.isEmpty() ? "" : " with " + best + int8;
  }

  private static String memory() {
    String kib = first("/proc/meminfo", "MemTotal", "0").replaceAll("\\D", "");
    return "%d GiB".formatted(Math.round(Double.parseDouble(kib) / (1 << 20)));
  }

  private static String first(String file, String name, String otherwise) {
    return text(Path.of(file))
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(otherwise);
  }

  private static String text(Path file) {
    try {
      return String.join("\n", Files.readAllLines(file)) + "\n";
    } catch (IOException e) {
      return "";
    }
  }
}
