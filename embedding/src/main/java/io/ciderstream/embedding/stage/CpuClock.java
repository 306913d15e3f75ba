package io.ciderstream.embedding.stage;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * How long a thread has computed, so that a machine that was paused or busy is not mistaken for a
 * picture that is slow to decode.
 */
@FunctionalInterface
public interface CpuClock {
  /** Processor time of a live thread in nanoseconds; negative if it is not known. */
  long nanos(Thread thread);

  /** That of the Java virtual machine, which counts native code too. */
  static CpuClock ofThreads() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    boolean known = threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
    return thread -> known ? threads.getThreadCpuTime(thread.threadId()) : -1;
  }
}
