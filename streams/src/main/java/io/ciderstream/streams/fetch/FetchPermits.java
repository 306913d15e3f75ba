package io.ciderstream.streams.fetch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Bounds fetches at a time, in all and per host, and their bytes; first come, first served. They
 * are acquired in this order, and all of them or none, so that a fetch that waits for a busy host
 * holds up no other host, and no two fetches wait for each other.
 */
final class FetchPermits {
  private static final int BYTES_PER_UNIT = 1 << 10;

  private static final class PerHost {
    final Semaphore permits;
    int users;

    PerHost(int most) {
      permits = new Semaphore(most, true);
    }
  }

  private final FetchBounds bounds;
  private final Semaphore fetches;
  private final Semaphore memory;
  private final int memoryUnits;
  private final Map<HostOrigin, PerHost> hosts = new HashMap<>();

  FetchPermits(FetchBounds bounds) {
    this.bounds = bounds;
    fetches = new Semaphore(bounds.fetches(), true);
    memoryUnits = (int) Math.clamp(bounds.bytes() / BYTES_PER_UNIT, 1, Integer.MAX_VALUE);
    memory = new Semaphore(memoryUnits, true);
  }

  /** The permit of one fetch. For one thread; another one may release the memory. */
  final class Permit implements AutoCloseable {
    private final HostOrigin origin;
    private final PerHost host;
    private int units;
    private boolean fetching = true;

    private Permit(HostOrigin origin, PerHost host, int units) {
      this.origin = origin;
      this.host = host;
      this.units = units;
    }

    /** Reduces the permit to the picture's actual bytes, so that others may have the rest. */
    synchronized void shrinkTo(long bytes) {
      int needed = units(bytes);
      if (needed < units) {
        memory.release(units - needed);
        units = needed;
      }
    }

    /** Ends the fetch, so that others may fetch; the memory is kept. */
    synchronized void fetched() {
      if (fetching) {
        fetching = false;
        fetches.release();
        host.permits.release();
        leave(origin, host);
      }
    }

    @Override
    public synchronized void close() {
      fetched();
      memory.release(units);
      units = 0;
    }
  }

  /** Waits for a permit, with memory for the largest picture. */
  Permit acquire(HostOrigin origin, Duration timeout)
      throws InterruptedException, TimeoutException {
    long end = System.nanoTime() + timeout.toNanos();
    int units = units(bounds.pictureBytes());
    PerHost host = enter(origin);
    boolean hasHost = false;
    boolean hasFetch = false;
    boolean complete = false;
    try {
      hasHost = acquire(host.permits, 1, end);
      hasFetch = hasHost && acquire(fetches, 1, end);
      complete = hasFetch && acquire(memory, units, end);
      if (!complete) {
        throw new TimeoutException("Other fetches used all of the time.");
      }
      return new Permit(origin, host, units);
    } finally {
      if (!complete) {
        if (hasFetch) {
          fetches.release();
        }
        if (hasHost) {
          host.permits.release();
        }
        leave(origin, host);
      }
    }
  }

  private static boolean acquire(Semaphore permits, int count, long end)
      throws InterruptedException {
    return permits.tryAcquire(count, end - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private int units(long bytes) {
    return (int) Math.clamp(Math.ceilDiv(bytes, BYTES_PER_UNIT), 1, memoryUnits);
  }

  private PerHost enter(HostOrigin origin) {
    synchronized (hosts) {
      PerHost host = hosts.computeIfAbsent(origin, o -> new PerHost(bounds.fetchesPerHost()));
      host.users++;
      return host;
    }
  }

  private void leave(HostOrigin origin, PerHost host) {
    synchronized (hosts) {
      host.users--;
      if (host.users == 0) {
        hosts.remove(origin);
      }
    }
  }
}
