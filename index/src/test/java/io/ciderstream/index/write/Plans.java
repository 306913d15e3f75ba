package io.ciderstream.index.write;

import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.Evolution;
import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.VectorIndexPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans for tests. */
final class Plans {
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
        plain.keyField(),
        plain.keyBytes(),
        plain.declared(),
        Optional.of(key),
        false,
        true,
        plain.evolution(),
        false,
        plain.indexes());
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
        true, key, 512, declared, Optional.empty(), moving, true, evolution, guarded, indexes);
  }
}
