package io.ciderstream.streams.searcher;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** The queries that wait for offsets of one partition. Safe for use by several threads. */
final class PartitionWaiters {
  private final NavigableMap<Long, Set<CompletableFuture<Void>>> byOffset = new TreeMap<>();
  private Optional<CiderException> failure = Optional.empty();
  private int failures;

  synchronized void join(long offset, CompletableFuture<Void> waiter) {
    byOffset.computeIfAbsent(offset, any -> new HashSet<>()).add(waiter);
  }

  synchronized void leave(long offset, CompletableFuture<Void> waiter) {
    byOffset.computeIfPresent(
        offset,
        (any, waiters) -> {
          waiters.remove(waiter);
          return waiters.isEmpty() ? null : waiters;
        });
  }

  /** Returns the lowest offset that somebody waits for. */
  synchronized OptionalLong lowest() {
    return byOffset.isEmpty() ? OptionalLong.empty() : OptionalLong.of(byOffset.firstKey());
  }

  /** Lets those go who wait for this offset or an earlier one. */
  void reached(long offset) {
    List<CompletableFuture<Void>> done = new ArrayList<>();
    synchronized (this) {
      Map<Long, Set<CompletableFuture<Void>>> head = byOffset.headMap(offset, true);
      head.values().forEach(done::addAll);
      head.clear();
    }
    done.forEach(waiter -> waiter.complete(null));
  }

  /** Resets the failures: the index answered. */
  synchronized void answered() {
    failure = Optional.empty();
    failures = 0;
  }

  /**
   * Counts that the index could not be queried.
   *
   * @return how many times in a row
   */
  synchronized int failed(RuntimeException e) {
    failure =
        Optional.of(
            e instanceof CiderException known
                ? known
                : new CiderException(
                    ErrorCode.INDEX_UNAVAILABLE, "Unexpected: %s.".formatted(e), e));
    return ++failures;
  }

  /** Returns why the last request to the index failed; empty if it succeeded. */
  synchronized Optional<CiderException> failure() {
    return failure;
  }
}
