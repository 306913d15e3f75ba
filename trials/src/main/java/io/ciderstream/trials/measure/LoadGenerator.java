package io.ciderstream.trials.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Sends requests at a fixed rate, whatever the answers do, and measures each latency from the
 * moment at which the request was due. A stall therefore delays all requests that were due
 * meanwhile, and not only the one that it stalled on (the "coordinated omission" of closed loops).
 * One thread sends.
 *
 * @param perSecond requests a second
 * @param timeout how long to wait for the last answers
 */
public record LoadGenerator(double perSecond, Duration timeout) {
  /**
   * What a run measured.
   *
   * @param latency of the requests that succeeded, in milliseconds from when each was due
   * @param failures how many requests failed, by cause; {@link #NO_ANSWER} if none came in time
   * @param perSecond requests that were really sent a second
   */
  public record Outcome(Percentiles latency, Map<String, Integer> failures, double perSecond) {
    /** Returns how many requests failed or had no answer in time. */
    public int failed() {
      return sum(failures);
    }
  }

  /** The cause of a failure that is none of the request. */
  public static final String NO_ANSWER = "no answer in time";

  /**
   * Sends requests.
   *
   * @param count how many
   * @param send sends the request of a number from 0; must not block, and completes on its answer
   */
  public Outcome run(int count, IntFunction<CompletableFuture<?>> send) {
    Queue<Double> latencies = new ConcurrentLinkedQueue<>();
    Map<String, Integer> failures = new ConcurrentSkipListMap<>();
    List<CompletableFuture<?>> open = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = start + Math.round(i * 1e9 / perSecond);
      sleepUntil(due);
      open.add(
          send.apply(i)
              .handle(
                  (answer, error) ->
                      error == null
                          ? latencies.add((System.nanoTime() - due) / 1e6)
                          : failures.merge(cause(error), 1, Integer::sum)));
    }
    double sent = count * 1e9 / (System.nanoTime() - start);
    await(open);
    Percentiles answered = Percentiles.of(List.copyOf(latencies));
    Map<String, Integer> all = new TreeMap<>(failures);
    int missing = count - answered.count() - sum(all);
    if (missing > 0) {
      all.put(NO_ANSWER, missing);
    }
    return new Outcome(answered, all, sent);
  }

  private static int sum(Map<String, Integer> failures) {
    return failures.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String cause(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? cause(error.getCause())
        : String.valueOf(error.getMessage());
  }

  private void await(List<CompletableFuture<?>> open) {
    try {
      CompletableFuture.allOf(open.toArray(CompletableFuture[]::new))
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // those without an answer count as failed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleepUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
