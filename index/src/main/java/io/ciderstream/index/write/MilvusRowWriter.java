package io.ciderstream.index.write;

import io.ciderstream.index.RequestObserver;
import io.ciderstream.index.WritePermit;
import io.ciderstream.index.calls.MilvusCalls;
import io.ciderstream.index.collection.CollectionAdmin;
import io.ciderstream.index.collection.CollectionDesign;
import io.ciderstream.index.collection.LayoutCheck;
import io.ciderstream.index.collection.MilvusServers;
import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.Evolution;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.PlanSetting;
import io.ciderstream.index.rows.RowChange;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.index.rows.RowWriter;
import io.ciderstream.index.rows.SinkRow;
import io.ciderstream.index.rows.SourceOffset;
import io.ciderstream.index.rows.Target;
import io.ciderstream.index.rows.TargetedChange;
import io.ciderstream.index.settings.BatchLimits;
import io.ciderstream.index.settings.IndexConnection;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes rows to Milvus. Connects at the first call. One thread at a time. */
public final class MilvusRowWriter implements RowWriter {
  /** Milvus accepts no larger request; the rest is for the frame. */
  private static final long LARGEST_ROW_BYTES = 60L << 20;

  private final CollectionPlan plan;
  private final BatchLimits limits;
  private final MilvusCalls calls;
  private final CollectionAdmin admin;
  private final OpenCollections<KnownCollection> collections;
  private final PositionGuard positions;
  private final BatchSender sender;
  private final BatchWriter<TargetedChange, EncodedChange> batches;

  /** Collections compared with their first record's schema; later records are checked alone. */
  private final Set<Target> compared = new HashSet<>();

  /**
   * Creates a writer that may always write, without an observer.
   *
   * @throws CiderException SETTING_INVALID, see {@link MilvusServers#check}
   */
  public MilvusRowWriter(IndexConnection connection, CollectionPlan plan, BatchLimits limits) {
    this(connection, plan, limits, RequestObserver.NONE, WritePermit.ALWAYS);
  }

  /**
   * Creates a writer.
   *
   * @param observer notified of each batch
   * @param permit asked before each call that changes rows
   * @throws CiderException SETTING_INVALID, see {@link MilvusServers#check}
   */
  public MilvusRowWriter(
      IndexConnection connection,
      CollectionPlan plan,
      BatchLimits limits,
      RequestObserver observer,
      WritePermit permit) {
    MilvusServers.check(plan);
    this.plan = plan;
    this.limits = limits;
    this.calls = new MilvusCalls(connection, permit);
    this.admin = new CollectionAdmin(calls, plan);
    this.collections =
        new OpenCollections<>(
            calls,
            admin,
            (target, layout) -> {
              new LayoutCheck(layout, plan).settings();
              return new KnownCollection(target, layout, plan);
            });
    this.positions = new PositionGuard(calls, Optional.of(CollectionPlan.SOURCE_TOPIC));
    this.sender =
        new BatchSender(
            connection.uri(),
            calls,
            Partitions.any(admin, plan.partitions().rowsMove()),
            plan.fields().guarded() ? Optional.of(positions) : Optional.empty(),
            true);
    this.batches = new BatchWriter<>(new ObservedSteps<>(new Steps(), observer));
  }

  @Override
  public void check(Target target) {
    if (collections.attempt("read " + target, () -> collections.find(target)).isEmpty()
        && !plan.create()) {
      throw missing(target);
    }
  }

  /** Returns the source of each of these rows that exists. Strongly consistent. */
  Map<RowKey, SourceOffset> sources(Target target, Collection<RowKey> keys) {
    return collections.attempt(
        "read positions in " + target,
        () ->
            collections
                .find(target)
                .map(found -> positions.stored(Destination.of(target, found.layout().key()), keys))
                .orElse(Map.of()));
  }

  @Override
  public Map<TargetedChange, CiderException> write(List<TargetedChange> changes) {
    return collections.attempt("write", () -> batches.write(changes, limits));
  }

  @Override
  public long unanswered() {
    return calls.unanswered();
  }

  @Override
  public void probe() {
    calls.probe();
  }

  @Override
  public void released() {
    sender.released();
  }

  @Override
  public void close() {
    batches.close();
    calls.close();
  }

  private final class Steps implements BatchWriter.Steps<TargetedChange, EncodedChange> {
    @Override
    public PreparedChange<EncodedChange> prepare(TargetedChange change) {
      Target target = change.target();
      EncodedChange prepared =
          collections.attempt(
              "prepare a change of " + target, () -> encoded(target, change.change()));
      if (prepared.bytes() > LARGEST_ROW_BYTES) {
        throw new CiderException(
            ErrorCode.ROW_REFUSED,
            "The row of key %s has %d bytes.".formatted(prepared.key(), prepared.bytes()));
      }
      return prepared;
    }

    @Override
    public Map<EncodedChange, CiderException> send(List<EncodedChange> batch) {
      Target target = (Target) batch.get(0).group();
      Optional<KnownCollection> collection = collections.find(target);
      if (collection.isEmpty()) {
        // only deletions are prepared without a collection
        return Map.of();
      }
      for (EncodedChange change : batch) {
        if (change instanceof EncodedChange.Upsert upsert) {
          upsert
              .destination()
              .partition()
              .ifPresent(name -> collection.get().ensurePartition(admin, name));
        }
      }
      FieldSpec key = collection.get().layout().key();
      return sender.send(batch, () -> List.of(Destination.of(target, key)));
    }
  }

  private EncodedChange encoded(Target target, RowChange change) {
    return change instanceof RowChange.Upsert upsert
        ? encoded(target, upsert)
        : new EncodedChange.Delete(
            target,
            collections
                .find(target)
                .map(collection -> RowKeys.fitted(collection.layout().key(), change.key()))
                .orElse(change.key()),
            Optional.of(change.source()));
  }

  private EncodedChange encoded(Target target, RowChange.Upsert upsert) {
    KnownCollection collection = collection(target, upsert.row());
    collection.checkPartition(upsert.row());
    if (!compared.contains(target)) {
      collection.check(upsert.row().schema());
      compared.add(target);
    }
    return collection.encoder().encode(upsert);
  }

  private KnownCollection collection(Target target, SinkRow row) {
    if (!plan.create() && collections.find(target).isEmpty()) {
      throw missing(target);
    }
    KnownCollection collection = collections.findOrCreate(target, row);
    if (plan.fields().evolution() != Evolution.ADD) {
      return collection;
    }
    Map<String, FieldSpec> missing = CollectionDesign.missing(collection.layout(), row);
    if (missing.isEmpty()) {
      return collection;
    }
    missing.values().forEach(field -> admin.add(target, field));
    collections.forget(target);
    return collections
        .find(target)
        .orElseThrow(() -> calls.unavailable("find " + target, "it existed a moment ago", null));
  }

  private CiderException missing(Target target) {
    return new CiderException(
        ErrorCode.COLLECTION_MISMATCH,
        "The collection %s is missing, and %s is false."
            .formatted(target, plan.setting(PlanSetting.CREATE)));
  }
}
