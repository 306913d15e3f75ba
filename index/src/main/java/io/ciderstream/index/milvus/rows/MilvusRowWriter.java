package io.ciderstream.index.milvus.rows;

import io.ciderstream.index.WritePermit;
import io.ciderstream.index.milvus.Failures;
import io.ciderstream.index.milvus.MilvusCalls;
import io.ciderstream.index.milvus.RefusedException;
import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.Evolution;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.PreparedChange;
import io.ciderstream.index.rows.RowChange;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.index.rows.RowWriter;
import io.ciderstream.index.rows.SinkRow;
import io.ciderstream.index.rows.SourceOffset;
import io.ciderstream.index.rows.Target;
import io.ciderstream.index.settings.IndexConnection;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Writes rows to Milvus. Connects at the first call, and looks at every collection anew after an
 * outage. One thread at a time.
 */
public final class MilvusRowWriter implements RowWriter {
  private final IndexConnection connection;
  private final CollectionPlan plan;
  private final MilvusCalls calls;
  private final Collections collections;
  private final Sending sending;
  private final Map<Target, KnownCollection> known = new HashMap<>();

  /** Held against their first record's schema; later ones are judged record by record. */
  private final Set<Target> judged = new HashSet<>();

  private int outagesSeen;

  /**
   * A writer that always may write.
   *
   * @throws CiderException SETTING_INVALID as {@link MilvusServers#check}
   */
  public MilvusRowWriter(IndexConnection connection, CollectionPlan plan) {
    this(connection, plan, WritePermit.ALWAYS);
  }

  /**
   * @param permit asked before each call that changes rows
   * @throws CiderException SETTING_INVALID as {@link MilvusServers#check}
   */
  public MilvusRowWriter(IndexConnection connection, CollectionPlan plan, WritePermit permit) {
    MilvusServers.check(plan);
    this.connection = connection;
    this.plan = plan;
    this.calls = new MilvusCalls(connection, permit);
    this.collections = new Collections(calls, plan);
    this.sending = new Sending(calls, collections, connection.uri());
  }

  @Override
  public void check(Target target) {
    if (asking("look at " + target, () -> known(target)).isEmpty() && !plan.create()) {
      throw missing(target);
    }
  }

  @Override
  public PreparedChange prepare(Target target, RowChange change) {
    return asking("prepare " + target, () -> prepared(target, change));
  }

  @Override
  public Map<RowKey, SourceOffset> sources(Target target, Collection<RowKey> keys) {
    Optional<KnownCollection> collection = asking("look at " + target, () -> known(target));
    if (collection.isEmpty() || keys.isEmpty()) {
      return Map.of();
    }
    FieldSpec key = collection.get().layout().key();
    return asking(
        "read positions in " + target, () -> StoredSources.read(calls, target, key, keys));
  }

  @Override
  public Map<PreparedChange, CiderException> write(Target target, List<PreparedChange> changes) {
    Optional<KnownCollection> collection = asking("look at " + target, () -> known(target));
    if (collection.isEmpty()) {
      // nothing but deletions was prepared without a collection
      return Map.of();
    }
    KnownCollection found = collection.get();
    return asking(
        "write to " + target,
        () -> {
          for (PreparedChange change : changes) {
            if (change instanceof Prepared.Upsert upsert) {
              upsert.partition().ifPresent(name -> found.ensurePartition(collections, name));
            }
          }
          return sending.send(target, found.layout(), plan.partitionsMove(), changes);
        });
  }

  @Override
  public long unanswered() {
    return calls.unanswered();
  }

  @Override
  public void probe() {
    asking(
        "reach Milvus",
        () -> {
          calls.probe();
          return true;
        });
  }

  @Override
  public void released() {
    sending.released();
  }

  @Override
  public void close() {
    calls.close();
  }

  private PreparedChange prepared(Target target, RowChange change) {
    return switch (change) {
      case RowChange.Delete delete ->
          new Prepared.Delete(
              known(target)
                  .map(collection -> Keys.fitted(collection.layout().key(), delete.key()))
                  .orElse(delete.key()),
              delete.source());
      case RowChange.Upsert upsert -> {
        KnownCollection collection = known(target).orElseGet(() -> created(target, upsert.row()));
        if (plan.evolution() == Evolution.ADD) {
          collection = extended(collection, upsert.row());
        }
        collection.checkPartition(upsert.row());
        if (!judged.contains(target)) {
          collection.check(upsert.row().schema());
          judged.add(target);
        }
        yield collection.encoder().encode(upsert);
      }
    };
  }

  private KnownCollection extended(KnownCollection collection, SinkRow row) {
    Map<String, FieldSpec> missing = NewCollection.missing(collection.layout(), row);
    if (missing.isEmpty()) {
      return collection;
    }
    Target target = collection.target();
    missing.values().forEach(field -> collections.add(target, field));
    known.remove(target);
    return known(target).orElseThrow(() -> gone(target));
  }

  private KnownCollection created(Target target, SinkRow first) {
    if (!plan.create()) {
      throw missing(target);
    }
    collections.create(target, first);
    return known(target).orElseThrow(() -> gone(target));
  }

  private Optional<KnownCollection> known(Target target) {
    if (outagesSeen != calls.outages()) {
      outagesSeen = calls.outages();
      known.clear();
    }
    KnownCollection found = known.get(target);
    if (found == null) {
      Optional<Layout> layout = collections.find(target);
      if (layout.isEmpty()) {
        return Optional.empty();
      }
      new LayoutCheck(layout.get(), plan).settings();
      collections.ready(target, layout.get());
      found = new KnownCollection(target, layout.get(), plan);
      known.put(target, found);
    }
    return Optional.of(found);
  }

  private static CiderException missing(Target target) {
    return new CiderException(
        ErrorCode.COLLECTION_MISMATCH,
        "The collection %s is missing, and collection.create is false.".formatted(target));
  }

  private CiderException gone(Target target) {
    return Failures.unavailable(
        connection.uri(), "find " + target, "it was there a moment ago", null);
  }

  /** What is refused here is no row: a server that still recovers, or a collection that changed. */
  private <T> T asking(String what, Supplier<T> action) {
    try {
      return action.get();
    } catch (RefusedException e) {
      known.clear();
      throw Failures.unavailable(connection.uri(), what, e.getMessage(), e);
    }
  }
}
