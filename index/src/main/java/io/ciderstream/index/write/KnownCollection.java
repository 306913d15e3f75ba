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

/** A collection that was looked at. One thread. */
public final class KnownCollection {
  private final Target target;
  private final Layout layout;
  private final CollectionPlan plan;
  private final RowEncoder encoder;
  private final Set<String> partitions = new HashSet<>();

  public KnownCollection(Target target, Layout layout, CollectionPlan plan) {
    this.target = target;
    this.layout = layout;
    this.plan = plan;
    this.encoder = new RowEncoder(target, layout, plan);
  }

  public Target target() {
    return target;
  }

  public Layout layout() {
    return layout;
  }

  public RowEncoder encoder() {
    return encoder;
  }

  /** Holds the collection against a schema. */
  public void check(RowSchema schema) {
    if (!schema.fields().isEmpty()) {
      new LayoutCheck(layout, plan).records(schema);
    }
  }

  /** Milvus itself chooses the partition by a partition key. */
  public void checkPartition(SinkRow row) {
    if (row.partition().isPresent() && !layout.partitionKey().isEmpty()) {
      throw new CiderException(
          ErrorCode.COLLECTION_MISMATCH,
          "The collection %s has the partition key %s, so its rows cannot name a partition. Remove %s and %s, or create the collection again."
              .formatted(
                  layout.collection(),
                  layout.partitionKey(),
                  plan.setting(PlanSetting.PARTITION),
                  plan.setting(PlanSetting.PARTITION_SOURCE)));
    }
  }

  public void ensurePartition(CollectionAdmin collections, String name) {
    if (!partitions.contains(name)) {
      collections.ensurePartition(target, name);
      partitions.add(name);
    }
  }
}
