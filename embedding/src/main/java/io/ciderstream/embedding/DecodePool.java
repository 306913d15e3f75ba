package io.ciderstream.embedding;

import java.time.Duration;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that do queries first, and else what came first. */
final class DecodePool {
  private record Task(Priority priority, long number, Runnable work)
      implements Runnable, Comparable<Task> {
    @Override
    public void run() {
      work.run();
    }

    @Override
    public int compareTo(Task other) {
      int turn = priority.compareTo(other.priority);
      return turn != 0 ? turn : Long.compare(number, other.number);
    }
  }

  private final AtomicLong numbers = new AtomicLong();
  private final ThreadPoolExecutor threads;

  DecodePool(int size) {
    this.threads =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("decode-", 0).factory());
  }

  /** False once closed. */
  boolean execute(Priority priority, Runnable work) {
    try {
      threads.execute(new Task(priority, numbers.getAndIncrement(), work));
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Finishes what was accepted, within the patience. */
  void close(Duration patience) {
    threads.shutdown();
    try {
      threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
