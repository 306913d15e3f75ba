package io.ciderstream.index.write;

import io.ciderstream.index.settings.BatchLimits;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
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
 */
public final class BatchWriter<C> implements AutoCloseable {
  /**
   * The steps that depend on the kind of change.
   *
   * @param <C> a change
   */
  public interface Steps<C> {
    /**
     * Finds the key and the size of a change.
     *
     * @throws CiderException of kind INPUT or RECORD if the change is invalid
     */
    PreparedChange prepare(C change);

    /**
     * Sends one batch of encoded changes of one group, at most one to a key. Runs on a separate
     * thread while the caller prepares the next batch.
     *
     * @return the rejected ones, with the reason
     */
    Map<PreparedChange, CiderException> send(List<PreparedChange> batch);
  }

  private record Key(Object group, Object key) {}

  /**
   * @param older the change to the same key that this one replaces, or null
   */
  private record Pending<C>(C change, PreparedChange prepared, Pending<C> older) {}

  private final Steps<C> steps;
  private final RequestThread requests = new RequestThread();

  /** Creates a writer with these steps. */
  public BatchWriter(Steps<C> steps) {
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
    Map<Key, Pending<C>> last = new LinkedHashMap<>();
    for (C change : changes) {
      isolate(change, refused, () -> addLast(last, change, steps.prepare(change)));
    }
    Collection<Pending<C>> pending = last.values();
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

  private void addLast(Map<Key, Pending<C>> last, C change, PreparedChange prepared) {
    Key key = new Key(prepared.group(), prepared.key());
    Pending<C> older = last.remove(key);
    last.put(key, new Pending<>(change, prepared, older));
  }

  private void send(
      Collection<Pending<C>> pending, BatchLimits limits, Map<C, CiderException> refused) {
    try {
      for (List<Pending<C>> batch : batches(pending, limits)) {
        Map<PreparedChange, C> encoded = encode(batch, refused);
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

  private Map<PreparedChange, C> encode(List<Pending<C>> batch, Map<C, CiderException> refused) {
    Map<PreparedChange, C> encoded = new LinkedHashMap<>();
    for (Pending<C> each : batch) {
      isolate(each.change(), refused, () -> encoded.put(each.prepared().encoded(), each.change()));
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

  private static <C> List<List<Pending<C>>> batches(
      Collection<Pending<C>> pending, BatchLimits limits) {
    Map<Object, List<Pending<C>>> groups = new LinkedHashMap<>();
    for (Pending<C> each : pending) {
      groups.computeIfAbsent(each.prepared().group(), group -> new ArrayList<>()).add(each);
    }
    List<List<Pending<C>>> batches = new ArrayList<>();
    groups.values().forEach(group -> cut(group, limits, batches));
    return batches;
  }

  private static <C> void cut(
      List<Pending<C>> group, BatchLimits limits, List<List<Pending<C>>> batches) {
    List<Pending<C>> batch = new ArrayList<>();
    long bytes = 0;
    for (Pending<C> each : group) {
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

  private static <C> void isolate(C change, Map<C, CiderException> refused, Runnable preparation) {
    try {
      preparation.run();
    } catch (CiderException e) {
      switch (e.code().kind()) {
        case INPUT, RECORD -> refused.put(change, e);
        case DEPENDENCY, CONFIGURATION -> throw e;
      }
    } catch (RuntimeException | StackOverflowError e) {
      refused.put(
          change, new CiderException(ErrorCode.UNEXPECTED, "The cause is %s.".formatted(e), e));
    }
  }
}
