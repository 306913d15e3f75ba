package io.ciderstream.trials.system;

import io.ciderstream.terminal.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how much a JVM keeps on its heap, by the JDK's {@code jcmd}. Any thread. */
public final class LiveHeap {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

  private LiveHeap() {}

  /**
   * Collects the garbage of a JVM and returns the bytes of the objects that are left.
   *
   * @throws IllegalStateException if the process is no JVM of this user, or does not answer
   */
  public static long bytes(ProcessHandle process) throws InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try (TemporaryFolder folder = TemporaryFolder.make("cider-heap-")) {
      Path output = folder.path().resolve("histogram.txt");
      Process histogram =
          new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram")
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!histogram.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        histogram.destroyForcibly().waitFor();
      }
      Matcher total = TOTAL.matcher(Files.readString(output));
      if (!total.find()) {
        throw new IllegalStateException(
            "jcmd gave no histogram of process %d.".formatted(process.pid()));
      }
      return Long.parseLong(total.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException("jcmd cannot be run; it comes with a JDK.", e);
    }
  }
}
