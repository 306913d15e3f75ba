package io.ciderstream.client;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Sends records of the images topic once it is known where their id's picture is stored. Records of
 * one id are sent in the order in which they were given. What is found is remembered for a while,
 * since the index does not know at once what was sent. Any thread; a separate thread sends.
 */
final class ImageSender implements AutoCloseable {
  private static final long REMEMBERED_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int MAX_REMEMBERED = 10_000;
  private static final int KIB = 1 << 10;

  /** How many bytes may wait for their lookup before the caller waits. */
  private static final int MAX_WAITING_KIB = 128 << 10;

  /** How long the caller waits for that. */
  private static final Duration MAX_BLOCK = Duration.ofSeconds(10);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  /** Finds the partition where an id's picture is stored; empty if none is known. */
  @FunctionalInterface
  interface Lookup {
    CompletableFuture<OptionalInt> find(String id);
  }

  /** Sends a record when its place is known. */
  @FunctionalInterface
  interface Send {
    /**
     * Sends the record, given the partitions that hold the id's picture.
     *
     * @param stored the partitions where the id's picture is, the surest first; empty where none is
     *     known
     */
    void to(List<Integer> stored);
  }

  private static final class Entry {
    private final long since;
    private final Set<Integer> known;
    private final List<Runnable> waiting = new ArrayList<>();
    private List<Integer> stored;

    private Entry(long since, Collection<Integer> known) {
      this.since = since;
      this.known = new LinkedHashSet<>(known);
    }
  }

  private final LongSupplier nanoTime;
  private final Semaphore room = new Semaphore(MAX_WAITING_KIB);
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread sending = new Thread(work, "cider-images");
            sending.setDaemon(true);
            return sending;
          });

  ImageSender(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Sends, at once if the id's place is known or is not to be looked up.
   *
   * @param bytes of the record
   * @param again whether to look up even an id that is remembered
   * @param lookup finds the partition of an id
   * @throws CiderException BROKER_UNAVAILABLE if too many bytes wait, or this is closed
   */
  void send(String id, int bytes, boolean again, Lookup lookup, Send send) {
    int weight = Math.min(MAX_WAITING_KIB, bytes / KIB + 1);
    acquire(weight);
    Optional<Entry> unknown = Optional.empty();
    synchronized (this) {
      if (thread.isShutdown()) {
        room.release(weight);
        throw new CiderException(ErrorCode.BROKER_UNAVAILABLE, "The client is closed.");
      }
      Entry entry = current(id);
      if (entry == null || again && entry.stored != null) {
        entry = new Entry(nanoTime.getAsLong(), entry == null ? List.of() : entry.stored);
        entries.remove(id);
        entries.put(id, entry);
        unknown = Optional.of(entry);
      }
      Entry known = entry;
      Runnable work =
          () -> {
            room.release(weight);
            send.to(known.stored);
          };
      if (known.stored == null) {
        known.waiting.add(work);
      } else {
        thread.execute(work);
      }
    }
    unknown.ifPresent(
        entry ->
            lookup
                .find(id)
                .whenComplete(
                    (stored, error) -> found(entry, error == null ? stored : OptionalInt.empty())));
  }

  private void acquire(int weight) {
    try {
      if (room.tryAcquire(weight, MAX_BLOCK.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new CiderException(
        ErrorCode.BROKER_UNAVAILABLE, "Too many pictures wait to be sent; put this one again.");
  }

  /** Null if nothing is known that is young enough. */
  private Entry current(String id) {
    long now = nanoTime.getAsLong();
    Iterator<Entry> oldest = entries.values().iterator();
    while (oldest.hasNext()) {
      Entry entry = oldest.next();
      boolean old = now - entry.since > REMEMBERED_NANOS || entries.size() > MAX_REMEMBERED;
      if (!old || entry.stored == null) {
        break;
      }
      oldest.remove();
    }
    return entries.get(id);
  }

  private synchronized void found(Entry entry, OptionalInt stored) {
    if (entry.stored == null) {
      Set<Integer> all = new LinkedHashSet<>();
      stored.ifPresent(all::add);
      all.addAll(entry.known);
      entry.stored = List.copyOf(all);
      entry.waiting.forEach(thread::execute);
      entry.waiting.clear();
    }
  }

  /** Sends what waits to the partition of the key's hash, and accepts nothing more. */
  @Override
  public void close() {
    synchronized (this) {
      entries.values().forEach(entry -> found(entry, OptionalInt.empty()));
      thread.shutdown();
    }
    try {
      if (!thread.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
