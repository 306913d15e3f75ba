package io.ciderstream.train.learn.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the memory of this process, on Linux. Any thread. */
public final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final double KIB_IN_A_MEGABYTE = 1e6 / 1024;

  private ResidentMemory() {}

  /** Returns what is resident, in megabytes; 0 where that is not known. */
  public static double megabytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(RESIDENT)) {
          return Long.parseLong(line.replaceAll("\\D", "")) / KIB_IN_A_MEGABYTE;
        }
      }
    } catch (IOException e) {
      // another system
    }
    return 0;
  }
}
