package io.ciderstream.streams.pending;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The budget of the pending records of an instance, shared by its tasks. A task may take as much as
 * is still free: one alone gets half, two get a third each, and so on. So a task that is stuck
 * never takes what the others need, and a task without a record always gets one. Any thread.
 */
public final class PendingBudget {
  private final Bounds bounds;
  // not a monitor: virtual threads wait here by the hundred
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int records;
  private long bytes;

  /** Creates an empty budget. */
  public PendingBudget(Bounds bounds) {
    this.bounds = bounds;
  }

  /** Returns a task's share; the task returns all that it uses when it ends. */
  Share share() {
    return new Share();
  }

  /** One task's share. */
  final class Share {
    private int taken;
    private long takenBytes;

    /** Takes one record; the caller has asked {@link #isFull}. */
    Lease add(long size) {
      lock.lock();
      try {
        taken++;
        records++;
        take(size);
      } finally {
        lock.unlock();
      }
      return new Lease(this);
    }

    void remove(long size) {
      lock.lock();
      try {
        taken--;
        records--;
        take(-size);
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    private void take(long size) {
      takenBytes += size;
      bytes += size;
    }

    /** Returns whether the task must not add a record now. */
    boolean isFull() {
      return isFull(0, 0);
    }

    /** Returns whether the records that one fetch may bring would overfill the task. */
    boolean isNearlyFull() {
      return isFull(bounds.batchRecords(), bounds.batchBytes());
    }

    private boolean isFull(int moreRecords, long moreBytes) {
      lock.lock();
      try {
        return taken > 0
            && (exceeds(taken, moreRecords, bounds.records() - records)
                || exceeds(takenBytes, moreBytes, bounds.bytes() - bytes));
      } finally {
        lock.unlock();
      }
    }

    // where many tasks share, a whole fetch never fits: then half of the rest has to do
    private static boolean exceeds(long taken, long more, long free) {
      return taken >= free - 2 * Math.min(more, Math.max(0, free) / 4);
    }

    long bytes() {
      lock.lock();
      try {
        return takenBytes;
      } finally {
        lock.unlock();
      }
    }
  }

  /** The bytes that the work on one record uses beyond the record. */
  final class Lease implements PendingBytes {
    private final Share share;
    private long held;
    private boolean first;
    private boolean ended;

    private Lease(Share share) {
      this.share = share;
    }

    /** Marks the record as the first unfinished one of its task, which must never wait. */
    void becomeFirst() {
      lock.lock();
      try {
        first = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void reserve(long size) throws InterruptedException {
      lock.lockInterruptibly();
      try {
        while (!first && share.takenBytes + size > bounds.bytes() - bytes) {
          changed.await();
        }
        if (!ended) { // what outlives its record's work is nobody's any more
          held += size;
          share.take(size);
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void release(long size) {
      lock.lock();
      try {
        long back = Math.min(size, held);
        held -= back;
        share.take(-back);
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    /** Ends the work and returns everything to the budget. */
    void end() {
      lock.lock();
      try {
        ended = true;
        release(held);
      } finally {
        lock.unlock();
      }
    }
  }
}
