package io.ciderstream.index.write;

import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.Evolution;
import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.PlanSetting;
import io.ciderstream.index.rows.SettingNames;
import io.ciderstream.index.rows.VectorIndexPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans for tests. */
final class Plans {
  /** Some of the sink's names. */
  private static final SettingNames NAMES =
      new SettingNames(
          Map.of(
              PlanSetting.KEY_NAME, "key.name",
              PlanSetting.VECTORS, "vector.fields",
              PlanSetting.CONSTANTS, "fields.constants",
              PlanSetting.EVOLUTION, "schema.evolution",
              PlanSetting.PARTITION, "partition",
              PlanSetting.PARTITION_SOURCE, "partition.from",
              PlanSetting.INDEX_TYPE, "vector.index.type",
              PlanSetting.INDEX_METRIC, "vector.index.metric",
              PlanSetting.INDEX_PARAMETERS, "vector.index.params"));

  private Plans() {}

  static CollectionPlan plan(String vector) {
    return of(vector, FieldKind.FLOAT_VECTOR);
  }

  static CollectionPlan of(String vector, FieldKind kind) {
    return plan("id", List.of(vector(vector, kind, 0)), false, Evolution.DYNAMIC, false);
  }

  /** A float vector with an index of its own. */
  static CollectionPlan indexed(
      String vector, String type, String metric, Map<String, String> parameters) {
    return plan(
        "id",
        List.of(vector(vector)),
        false,
        Evolution.DYNAMIC,
        false,
        new VectorIndexPlan(Map.of("", type), Map.of("", metric), Map.of("", parameters)));
  }

  static CollectionPlan guarded(String vector) {
    return plan("id", List.of(vector(vector)), false, Evolution.DYNAMIC, true);
  }

  static CollectionPlan adding(String vector) {
    return plan("id", List.of(vector(vector)), false, Evolution.ADD, false);
  }

  static CollectionPlan moving(String vector) {
    return plan("id", List.of(vector(vector)), true, Evolution.DYNAMIC, false);
  }

  static CollectionPlan keyed(String key, String vector) {
    return plan(key, List.of(vector(vector)), false, Evolution.DYNAMIC, false);
  }

  static CollectionPlan dimension(String key, String vector, int dimension) {
    return plan(
        key,
        List.of(vector(vector, FieldKind.FLOAT_VECTOR, dimension)),
        false,
        Evolution.DYNAMIC,
        false);
  }

  static CollectionPlan partitioned(String vector, String key) {
    CollectionPlan plain = plan(vector);
    return new CollectionPlan(
        true,
        plain.key(),
        plain.fields(),
        new CollectionPlan.Partitioning(Optional.of(key), false),
        plain.indexes(),
        NAMES);
  }

  static CollectionPlan two(String dense, String sparse) {
    return plan(
        "id",
        List.of(vector(dense), vector(sparse, FieldKind.SPARSE_FLOAT_VECTOR, 0)),
        false,
        Evolution.DYNAMIC,
        false);
  }

  private static FieldSpec vector(String name) {
    return vector(name, FieldKind.FLOAT_VECTOR, 0);
  }

  private static FieldSpec vector(String name, FieldKind kind, int dimension) {
    return FieldSpec.of(name, kind, dimension, false);
  }

  private static CollectionPlan plan(
      String key, List<FieldSpec> declared, boolean moving, Evolution evolution, boolean guarded) {
    return plan(
        key,
        declared,
        moving,
        evolution,
        guarded,
        new VectorIndexPlan(Map.of(), Map.of(), Map.of()));
  }

  private static CollectionPlan plan(
      String key,
      List<FieldSpec> declared,
      boolean moving,
      Evolution evolution,
      boolean guarded,
      VectorIndexPlan indexes) {
    return new CollectionPlan(
        true,
        new CollectionPlan.Key(key, 512),
        new CollectionPlan.Fields(declared, true, evolution, guarded),
        new CollectionPlan.Partitioning(Optional.empty(), moving),
        indexes,
        NAMES);
  }
}
