package io.ciderstream.embedding.stage;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * How long a thread has computed, so that a machine that was paused or busy is not mistaken for a
 * picture that is slow to decode.
 */
@FunctionalInterface
public interface CpuClock {
  /** Returns the processor time of a live thread in nanoseconds; negative if it is not known. */
  long nanos(Thread thread);

  /** Returns the clock of the Java virtual machine, which includes native code. */
  static CpuClock ofThreads() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    boolean known = threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
    return thread -> known ? threads.getThreadCpuTime(thread.threadId()) : -1;
  }
}
