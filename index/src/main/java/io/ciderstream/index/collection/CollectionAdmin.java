package io.ciderstream.index.collection;

import io.ciderstream.index.calls.Deadline;
import io.ciderstream.index.calls.MilvusCalls;
import io.ciderstream.index.calls.RefusedException;
import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.PlanSetting;
import io.ciderstream.index.rows.SinkRow;
import io.ciderstream.index.rows.Target;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.milvus.v2.service.collection.request.AddCollectionFieldReq;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.collection.request.GetLoadStateReq;
import io.milvus.v2.service.collection.request.HasCollectionReq;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import io.milvus.v2.service.partition.request.CreatePartitionReq;
import io.milvus.v2.service.partition.request.HasPartitionReq;
import io.milvus.v2.service.partition.request.ListPartitionsReq;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads, creates, indexes, loads and changes the collections of a server. */
public final class CollectionAdmin {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionAdmin.class);

  private static final Duration LOAD_STATE_INTERVAL = Duration.ofMillis(50);

  private final MilvusCalls calls;
  private final CollectionPlan plan;
  private final Set<String> databases = new HashSet<>();
  private final RefusalClassifier refusals = new RefusalClassifier();
  private final String otherFields;
  private final VectorIndexes indexes;
  private volatile ServerVersion version;

  /** Administers collections whose plan names its settings. */
  public CollectionAdmin(MilvusCalls calls, CollectionPlan plan) {
    this(
        calls,
        plan,
        "Change names and types with %s and %s"
            .formatted(plan.setting(PlanSetting.MAPPING), plan.setting(PlanSetting.TYPES)),
        "Change %s, %s or %s, or set %s=false for a collection without an index"
            .formatted(
                plan.setting(PlanSetting.INDEX_TYPE),
                plan.setting(PlanSetting.INDEX_METRIC),
                plan.setting(PlanSetting.INDEX_PARAMETERS),
                plan.setting(PlanSetting.CREATE)));
  }

  /**
   * Administers collections with other advice.
   *
   * @param otherFields what to do about fields that the server rejects
   * @param otherIndex what to do about a vector index that the server rejects
   */
  public CollectionAdmin(
      MilvusCalls calls, CollectionPlan plan, String otherFields, String otherIndex) {
    this.calls = calls;
    this.plan = plan;
    this.otherFields = otherFields;
    this.indexes = new VectorIndexes(calls, plan, refusals, otherIndex);
  }

  /** Returns the version of the server, which is read once. */
  public ServerVersion version() {
    if (version == null) {
      version =
          ServerVersion.of(calls.call("read the version", client -> client.getServerVersion()));
    }
    return version;
  }

  /** Returns the layout of a collection, if it exists. */
  public Optional<Layout> find(Target target) {
    requireDatabase(target);
    return exists(target, calls.deadline())
        ? Optional.of(layout(target, calls.deadline()))
        : Optional.empty();
  }

  /** Returns whether there is a collection or an alias of this name. */
  public boolean exists(Target target, Duration limit) {
    HasCollectionReq request =
        HasCollectionReq.builder()
            .databaseName(database(target))
            .collectionName(target.collection())
            .build();
    return calls.call("look for " + target, limit, client -> client.hasCollection(request));
  }

  /** Returns the layout of a collection that exists. */
  public Layout layout(Target target, Duration limit) {
    DescribeCollectionReq request =
        DescribeCollectionReq.builder()
            .databaseName(database(target))
            .collectionName(target.collection())
            .build();
    return LayoutReader.read(
        target.toString(),
        calls.call("describe " + target, limit, client -> client.describeCollection(request)));
  }

  /** Starts to load a collection for searches, without waiting for the end. */
  public void load(Target target, Duration limit) {
    LoadCollectionReq request =
        LoadCollectionReq.builder()
            .databaseName(database(target))
            .collectionName(target.collection())
            .sync(false)
            .build();
    calls.call(
        "load " + target,
        limit,
        client -> {
          client.loadCollection(request);
          return true;
        });
  }

  /** Waits until the collection is loaded or the deadline passes. */
  public void awaitLoaded(Target target, Deadline deadline) {
    GetLoadStateReq request =
        GetLoadStateReq.builder()
            .databaseName(database(target))
            .collectionName(target.collection())
            .build();
    while (!calls.call(
        "wait until %s is loaded".formatted(target),
        deadline.left(),
        client -> client.getLoadState(request))) {
      LockSupport.parkNanos(LOAD_STATE_INTERVAL.toNanos());
    }
  }

  /** Rejects the record whose database is missing. */
  private void requireDatabase(Target target) {
    String name = target.database();
    if (name.isEmpty() || databases.contains(name)) {
      return;
    }
    databases.addAll(
        calls.call("list databases", client -> client.listDatabases().getDatabaseNames()));
    if (!databases.contains(name)) {
      throw new CiderException(
          ErrorCode.FIELD_INVALID,
          "There is no database %s. Create it, or change %s."
              .formatted(name, plan.setting(PlanSetting.DATABASE)));
    }
  }

  /** Creates the collection with its indexes, unless another task has created it first. */
  public void create(Target target, SinkRow first) {
    CollectionDesign design = new CollectionDesign(plan, version());
    String what = "create " + target;
    try {
      calls.call(
          what,
          client -> {
            client.createCollection(design.request(target, first));
            return true;
          });
      LOG.info("created the collection {}", target);
    } catch (RefusedException e) {
      if (find(target).isEmpty()) {
        throw refusals.classified(what, e, version(), otherFields);
      }
    }
    refusals.succeeded(what);
  }

  /** Creates the indexes that are missing after a crash, and starts to load the collection. */
  public void ready(Target target, Layout layout) {
    if (plan.create()) {
      indexes.createMissing(target, layout, this::version);
    }
    try {
      load(target, calls.deadline());
    } catch (RefusedException e) {
      // rows can still be written; a search reports the failure
      LOG.warn("could not load {}: {}", target, e.getMessage());
    }
  }

  /** Adds a nullable field. */
  public void add(Target target, FieldSpec field) {
    ServerFeature.ADD_FIELD.require(
        version(),
        "%s=add for the field %s".formatted(plan.setting(PlanSetting.EVOLUTION), field.name()));
    String what = "add the field %s to %s".formatted(field.name(), target);
    try {
      calls.call(
          what,
          client -> {
            client.addCollectionField(addition(target, field));
            return true;
          });
      LOG.info("added the field {} {} to {}", field.name(), field.type(), target);
    } catch (RefusedException e) {
      if (find(target).filter(layout -> layout.fields().containsKey(field.name())).isEmpty()) {
        throw refusals.classified(what, e, version(), otherFields);
      }
    }
  }

  private static AddCollectionFieldReq addition(Target target, FieldSpec field) {
    var request = AddCollectionFieldReq.builder();
    CollectionDesign.describe(field.withNullable(true), request);
    AddCollectionFieldReq built = request.build();
    built.setCollectionName(target.collection());
    if (!target.database().isEmpty()) {
      built.setDatabaseName(target.database());
    }
    return built;
  }

  /** Creates a partition if it is missing. */
  public void ensurePartition(Target target, String partition) {
    HasPartitionReq has =
        HasPartitionReq.builder()
            .databaseName(database(target))
            .collectionName(target.collection())
            .partitionName(partition)
            .build();
    String what = "the partition %s of %s".formatted(partition, target);
    if (calls.call("look for " + what, client -> client.hasPartition(has))) {
      return;
    }
    CreatePartitionReq create =
        CreatePartitionReq.builder()
            .databaseName(database(target))
            .collectionName(target.collection())
            .partitionName(partition)
            .build();
    try {
      calls.call(
          "create " + what,
          client -> {
            client.createPartition(create);
            return true;
          });
    } catch (RefusedException e) {
      if (!calls.call("look for " + what, client -> client.hasPartition(has))) {
        throw e;
      }
    }
  }

  /** Returns the names of the collection's partitions. */
  public List<String> partitions(Target target) {
    ListPartitionsReq request =
        ListPartitionsReq.builder()
            .databaseName(database(target))
            .collectionName(target.collection())
            .build();
    return calls.call("list the partitions of " + target, client -> client.listPartitions(request));
  }

  /** Returns the database as the SDK takes it: null for the connection's own. */
  static String database(Target target) {
    return target.database().isEmpty() ? null : target.database();
  }
}
