package io.ciderstream.index.write;

import io.ciderstream.index.collection.CollectionAdmin;
import io.ciderstream.index.collection.Layout;
import io.ciderstream.index.collection.LayoutCheck;
import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.PlanSetting;
import io.ciderstream.index.rows.RowSchema;
import io.ciderstream.index.rows.SinkRow;
import io.ciderstream.index.rows.Target;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.HashSet;
import java.util.Set;

/** A collection whose layout was read and checked. One thread. */
final class KnownCollection {
  private final Target target;
  private final Layout layout;
  private final CollectionPlan plan;
  private final RowEncoder encoder;
  private final Set<String> partitions = new HashSet<>();

  KnownCollection(Target target, Layout layout, CollectionPlan plan) {
    this.target = target;
    this.layout = layout;
    this.plan = plan;
    this.encoder = new RowEncoder(target, layout, plan);
  }

  Target target() {
    return target;
  }

  Layout layout() {
    return layout;
  }

  RowEncoder encoder() {
    return encoder;
  }

  /** Compares the collection with a schema. */
  void check(RowSchema schema) {
    if (!schema.fields().isEmpty()) {
      new LayoutCheck(layout, plan).records(schema);
    }
  }

  /** Rejects a row that names a partition if Milvus chooses it by a partition key. */
  void checkPartition(SinkRow row) {
    if (row.partition().isPresent() && !layout.partitionKey().isEmpty()) {
      throw new CiderException(
          ErrorCode.COLLECTION_MISMATCH,
          ("The collection %s has the partition key %s, so its rows cannot name a partition. Remove %s"
                  + " and %s, or create the collection again.")
              .formatted(
                  layout.collection(),
                  layout.partitionKey(),
                  plan.setting(PlanSetting.PARTITION),
                  plan.setting(PlanSetting.PARTITION_SOURCE)));
    }
  }

  /** Creates a partition if it is missing. */
  void ensurePartition(CollectionAdmin collections, String name) {
    if (!partitions.contains(name)) {
      collections.ensurePartition(target, name);
      partitions.add(name);
    }
  }
}
