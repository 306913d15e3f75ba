package io.ciderstream.trials.measure;

import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** Repeats a step at a fixed rate on its own thread until it is closed. */
public final class PacedLoop implements AutoCloseable {
  private final double perSecond;
  private final IntConsumer step;
  private final Thread thread;
  private volatile boolean stopped;

  private PacedLoop(String name, double perSecond, IntConsumer step) {
    this.perSecond = perSecond;
    this.step = step;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  /**
   * Starts a loop.
   *
   * @param name of the thread
   * @param perSecond steps a second; a step that is late does not delay the next ones
   * @param step receives its number from 0
   */
  public static PacedLoop start(String name, double perSecond, IntConsumer step) {
    PacedLoop loop = new PacedLoop(name, perSecond, step);
    loop.thread.start();
    return loop;
  }

  private void run() {
    long start = System.nanoTime();
    for (int i = 0; !stopped; i++) {
      step.accept(i);
      LockSupport.parkNanos(start + Math.round((i + 1) * 1e9 / perSecond) - System.nanoTime());
    }
  }

  /** Waits for the end of the last step. */
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
