package io.ciderstream.index.write;

import io.ciderstream.index.calls.MilvusCalls;
import io.ciderstream.index.calls.RefusedException;
import io.ciderstream.index.collection.CollectionAdmin;
import io.ciderstream.index.collection.Layout;
import io.ciderstream.index.rows.SinkRow;
import io.ciderstream.index.rows.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The collections that were checked and are ready for writes. Reads every collection again after an
 * outage. One thread at a time.
 *
 * @param <T> what the writer stores for a collection
 */
public final class OpenCollections<T> {
  private final MilvusCalls calls;
  private final CollectionAdmin admin;
  private final BiFunction<Target, Layout, T> opening;
  private final Map<Target, T> open = new HashMap<>();
  private int outagesSeen;

  /**
   * Creates an empty set of collections.
   *
   * @param opening checks the layout of a collection, and fails with COLLECTION_MISMATCH
   */
  public OpenCollections(
      MilvusCalls calls, CollectionAdmin admin, BiFunction<Target, Layout, T> opening) {
    this.calls = calls;
    this.admin = admin;
    this.opening = opening;
  }

  /** Returns a collection, checked, indexed and loading; empty if it is missing. */
  public Optional<T> find(Target target) {
    if (outagesSeen != calls.outages()) {
      outagesSeen = calls.outages();
      open.clear();
    }
    T found = open.get(target);
    if (found == null) {
      Optional<Layout> layout = admin.find(target);
      if (layout.isEmpty()) {
        return Optional.empty();
      }
      found = opening.apply(target, layout.get());
      admin.ready(target, layout.get());
      open.put(target, found);
    }
    return Optional.of(found);
  }

  /**
   * Returns a collection, and creates it if it is missing.
   *
   * @param first the row that the new collection must fit
   */
  public T findOrCreate(Target target, SinkRow first) {
    return find(target)
        .or(
            () -> {
              admin.create(target, first);
              return find(target);
            })
        .orElseThrow(() -> calls.unavailable("find " + target, "it existed a moment ago", null));
  }

  /**
   * Runs an action. If Milvus rejects it as a whole, for example because it still recovers or a
   * collection changed, every collection is read again at its next use.
   *
   * @throws io.ciderstream.schemas.CiderException INDEX_UNAVAILABLE instead of the rejection
   */
  public <R> R attempt(String what, Supplier<R> action) {
    try {
      return action.get();
    } catch (RefusedException e) {
      open.clear();
      throw calls.unavailable(what, e.getMessage(), e);
    }
  }

  /** Reads this collection again at its next use. */
  public void forget(Target target) {
    open.remove(target);
  }
}
