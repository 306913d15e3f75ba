package io.ciderstream.trials.system;

import java.time.Duration;
import java.util.stream.Stream;

/** Reads what a process and its children use. Any thread. */
public final class ProcessFacts {
  private ProcessFacts() {}

  /** Returns the processor time that the process and its children have used so far. */
  public static Duration processorTime(ProcessHandle process) {
    return all(process)
        .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Stream<ProcessHandle> all(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants());
  }
}
