package io.ciderstream.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Reads what processes use, on Linux. Any thread. */
public final class ProcessUsage {
  private static final String RESIDENT = "VmRSS:";
  private static final long KIB = 1024;

  private ProcessUsage() {}

  /** Returns the bytes that a process and its children have resident; 0 if it has ended. */
  public static long residentBytes(ProcessHandle process) {
    return tree(process).mapToLong(ProcessUsage::resident).sum();
  }

  /** Returns the processor time that a process and its children have used so far. */
  public static Duration processorTime(ProcessHandle process) {
    return tree(process)
        .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Stream<ProcessHandle> tree(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants());
  }

  private static long resident(ProcessHandle process) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
          .filter(line -> line.startsWith(RESIDENT))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // it has ended
    }
  }
}
