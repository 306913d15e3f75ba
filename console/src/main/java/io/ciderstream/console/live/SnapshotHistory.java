package io.ciderstream.console.live;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Keeps the snapshots of the last five minutes and wakes the threads that wait for a new one. */
public final class SnapshotHistory implements AutoCloseable {
  private static final int MAX_SNAPSHOTS = 300;
  private static final long RATE_WINDOW_MS = 5_000;

  private final Deque<Snapshot> snapshots = new ArrayDeque<>();
  private boolean closed;

  synchronized void add(Snapshot snapshot) {
    snapshots.addLast(snapshot);
    if (snapshots.size() > MAX_SNAPSHOTS) {
      snapshots.removeFirst();
    }
    notifyAll();
  }

  /**
   * Returns the snapshot that rates are computed from, some seconds old. Empty until the topic has
   * been read, since a rate means nothing before.
   */
  synchronized Optional<Snapshot> rateBase(long nowMs) {
    return snapshots.stream()
        .filter(some -> some.caughtUp() && some.brokerReached())
        .filter(some -> some.atMs() >= nowMs - RATE_WINDOW_MS)
        .findFirst();
  }

  /** Returns the snapshots of up to five minutes, the oldest first. */
  public synchronized Collection<Snapshot> all() {
    return List.copyOf(snapshots);
  }

  /** Returns the latest snapshot; null before the first. */
  public synchronized Snapshot latest() {
    return snapshots.peekLast();
  }

  /**
   * Waits for a snapshot newer than the given one.
   *
   * @return null if this is closed
   */
  public synchronized Snapshot next(Snapshot known) throws InterruptedException {
    while (!closed && (snapshots.isEmpty() || snapshots.peekLast() == known)) {
      wait();
    }
    return closed ? null : snapshots.peekLast();
  }

  /** Ends every wait for a next snapshot. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
