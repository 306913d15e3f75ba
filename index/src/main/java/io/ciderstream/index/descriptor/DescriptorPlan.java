package io.ciderstream.index.descriptor;

import io.ciderstream.index.collection.Layout;
import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.Evolution;
import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.index.rows.RowSchema;
import io.ciderstream.index.rows.SettingNames;
import io.ciderstream.index.rows.SinkRow;
import io.ciderstream.index.rows.VectorIndexPlan;
import io.ciderstream.index.settings.VectorIndex;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fixed plan of a collection of descriptors. */
final class DescriptorPlan {
  private static final FieldSpec VECTOR =
      FieldSpec.of(DescriptorFields.VECTOR, FieldKind.FLOAT_VECTOR, 0, false);

  private DescriptorPlan() {}

  /** Returns the plan of new collections. */
  static CollectionPlan of(VectorIndex index) {
    return new CollectionPlan(
        true,
        new CollectionPlan.Key(DescriptorFields.ID, DescriptorFields.TEXT_BYTES),
        new CollectionPlan.Fields(List.of(VECTOR), false, Evolution.REFUSE, false),
        new CollectionPlan.Partitioning(Optional.empty(), false),
        indexPlan(index),
        SettingNames.NONE);
  }

  private static VectorIndexPlan indexPlan(VectorIndex index) {
    return new VectorIndexPlan(
        Map.of(VECTOR.name(), index.type().name()),
        Map.of(VECTOR.name(), "COSINE"),
        Map.of(VECTOR.name(), index.buildParameters()));
  }

  /** Returns the row from which a new collection takes its fields and the vector's dimension. */
  static SinkRow first(RowKey key, float[] vector) {
    return new SinkRow(
        key,
        Map.of(VECTOR.name(), vector),
        Optional.empty(),
        new RowSchema(DescriptorFields.ofNewCollection()));
  }

  /**
   * Checks a collection. One that was created before there were local features may lack their
   * field.
   *
   * @throws CiderException COLLECTION_MISMATCH if it has other fields
   */
  static DescriptorLayout check(Layout layout) {
    FieldSpec vector = field(layout, VECTOR);
    DescriptorFields.OTHERS.forEach(expected -> field(layout, expected));
    FieldSpec key = layout.key();
    if (!key.name().equals(DescriptorFields.ID) || layout.primaryKey().generated()) {
      throw mismatch(
          layout, DescriptorFields.ID, "not a primary key without auto-id", "the primary key");
    }
    if (key.kind() != FieldKind.VARCHAR || key.size() < DescriptorFields.TEXT_BYTES) {
      throw mismatch(layout, key.name(), key.type(), DescriptorFields.KEY.type());
    }
    boolean localFeatures = layout.fields().containsKey(DescriptorFields.LOCAL_FEATURES);
    if (localFeatures) {
      field(layout, DescriptorFields.LOCAL);
    }
    return new DescriptorLayout(vector.size(), localFeatures);
  }

  private static FieldSpec field(Layout layout, FieldSpec expected) {
    FieldSpec actual = layout.fields().get(expected.name());
    if (actual == null) {
      throw mismatch(
          layout,
          expected.name(),
          layout.unwritable().getOrDefault(expected.name(), "missing"),
          expected.kind().milvusName());
    }
    if (actual.kind() != expected.kind()) {
      throw mismatch(
          layout, expected.name(), actual.kind().milvusName(), expected.kind().milvusName());
    }
    return actual;
  }

  private static CiderException mismatch(
      Layout layout, String field, String actual, String expected) {
    return new CiderException(
        ErrorCode.COLLECTION_MISMATCH,
        "The field %s of %s is %s, but must be %s."
            .formatted(field, layout.collection(), actual, expected));
  }
}
