package io.ciderstream.index.write;

import io.ciderstream.index.RecordFaults;
import io.ciderstream.index.settings.BatchLimits;
import io.ciderstream.schemas.CiderException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the last change of each key in batches limited by rows and bytes, and encodes one batch
 * while the previous one is sent. If a change is rejected, the previous one of its key is written.
 * One thread.
 *
 * @param <C> a change
 * @param <E> the form in which it is sent
 */
public final class BatchWriter<C, E> implements AutoCloseable {
  /**
   * The steps that depend on the kind of change.
   *
   * @param <C> a change
   * @param <E> the form in which it is sent
   */
  public interface Steps<C, E> {
    /**
     * Finds the key and the size of a change.
     *
     * @throws CiderException of kind INPUT or RECORD if the change is invalid
     */
    PreparedChange<E> prepare(C change);

    /**
     * Sends one batch of encoded changes of one group, at most one to a key. Runs on a separate
     * thread while the caller prepares the next batch.
     *
     * @return the rejected ones, with the reason
     */
    Map<E, CiderException> send(List<E> batch);
  }

  private record Key(Object group, Object key) {}

  /**
   * @param older the change to the same key that this one replaces, or null
   */
  private record Pending<C, E>(C change, PreparedChange<E> prepared, Pending<C, E> older) {}

  private final Steps<C, E> steps;
  private final RequestThread requests = new RequestThread();

  /** Creates a writer with these steps. */
  public BatchWriter(Steps<C, E> steps) {
    this.steps = steps;
  }

  /**
   * Makes the valid changes durable.
   *
   * @return the rejected ones, by identity
   * @throws CiderException of kind DEPENDENCY or CONFIGURATION, and what sending throws
   */
  public Map<C, CiderException> write(List<C> changes, BatchLimits limits) {
    Map<C, CiderException> refused = Collections.synchronizedMap(new IdentityHashMap<>());
    Map<Key, Pending<C, E>> last = new LinkedHashMap<>();
    for (C change : changes) {
      RecordFaults.isolate(change, refused, () -> addLast(last, change, steps.prepare(change)));
    }
    Collection<Pending<C, E>> pending = last.values();
    while (!pending.isEmpty()) {
      send(pending, limits, refused);
      pending =
          pending.stream()
              .filter(each -> each.older() != null && refused.containsKey(each.change()))
              .map(Pending::older)
              .toList();
    }
    return refused;
  }

  @Override
  public void close() {
    requests.close();
  }

  private void addLast(Map<Key, Pending<C, E>> last, C change, PreparedChange<E> prepared) {
    Key key = new Key(prepared.group(), prepared.key());
    Pending<C, E> older = last.remove(key);
    last.put(key, new Pending<>(change, prepared, older));
  }

  private void send(
      Collection<Pending<C, E>> pending, BatchLimits limits, Map<C, CiderException> refused) {
    try {
      for (List<Pending<C, E>> batch : batches(pending, limits)) {
        Map<E, C> encoded = encode(batch, refused);
        if (!encoded.isEmpty()) {
          requests.send(
              () ->
                  steps
                      .send(List.copyOf(encoded.keySet()))
                      .forEach((change, error) -> refused.put(encoded.get(change), error)));
        }
      }
    } catch (RuntimeException e) {
      throw awaitAfter(e);
    }
    requests.await();
  }

  private Map<E, C> encode(List<Pending<C, E>> batch, Map<C, CiderException> refused) {
    Map<E, C> encoded = new LinkedHashMap<>();
    for (Pending<C, E> each : batch) {
      RecordFaults.isolate(
          each.change(), refused, () -> encoded.put(each.prepared().encoded(), each.change()));
    }
    return encoded;
  }

  /** Returns the failure of the request in flight if it fails too, else the first one. */
  private RuntimeException awaitAfter(RuntimeException first) {
    try {
      requests.await();
      return first;
    } catch (RuntimeException second) {
      if (second != first) {
        second.addSuppressed(first);
      }
      return second;
    }
  }

  private static <C, E> List<List<Pending<C, E>>> batches(
      Collection<Pending<C, E>> pending, BatchLimits limits) {
    Map<Object, List<Pending<C, E>>> groups = new LinkedHashMap<>();
    for (Pending<C, E> each : pending) {
      groups.computeIfAbsent(each.prepared().group(), group -> new ArrayList<>()).add(each);
    }
    List<List<Pending<C, E>>> batches = new ArrayList<>();
    groups.values().forEach(group -> cut(group, limits, batches));
    return batches;
  }

  private static <C, E> void cut(
      List<Pending<C, E>> group, BatchLimits limits, List<List<Pending<C, E>>> batches) {
    List<Pending<C, E>> batch = new ArrayList<>();
    long bytes = 0;
    for (Pending<C, E> each : group) {
      long size = each.prepared().bytes();
      if (!batch.isEmpty() && (batch.size() == limits.rows() || bytes + size > limits.bytes())) {
        batches.add(batch);
        batch = new ArrayList<>();
        bytes = 0;
      }
      batch.add(each);
      bytes += size;
    }
    batches.add(batch);
  }
}
