package io.ciderstream.trials.faults.system;

import io.ciderstream.trials.SystemAddresses;
import io.ciderstream.trials.system.BenchTimeouts;
import io.ciderstream.trials.system.CiderProcess;
import java.util.List;

/** A role as a process that can be killed, suspended and started again. One thread. */
public final class RoleInstance implements AutoCloseable {
  private final SystemAddresses addresses;
  private final List<String> line;
  private final String classPath;
  private CiderProcess process;

  RoleInstance(SystemAddresses addresses, List<String> line, String classPath) {
    this.addresses = addresses;
    this.line = line;
    this.classPath = classPath;
  }

  /** Starts the process on its folder and ports; does not wait. */
  public void start() {
    process =
        CiderProcess.start(line, addresses.data().resolve(line.getFirst() + ".log"), classPath);
  }

  /** Waits until the role is ready. */
  public void awaitReady() {
    process.awaitReady(addresses.metricsPort(), BenchTimeouts.READY.multipliedBy(2));
  }

  /** Kills the process with SIGKILL, if there is one. */
  public void kill() {
    if (process != null) {
      process.kill();
    }
  }

  /** Suspends the process with SIGSTOP. */
  public void freeze() {
    process.freeze();
  }

  /** Resumes the process with SIGCONT. */
  public void thaw() {
    process.thaw();
  }

  /** Returns whether the process runs. */
  public boolean isRunning() {
    return process.handle().isAlive();
  }

  /** Returns the end of the output. */
  public String lastLines() {
    return process.lastLines();
  }

  /** Stops the process in order. */
  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
