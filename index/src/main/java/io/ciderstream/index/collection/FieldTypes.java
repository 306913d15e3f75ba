package io.ciderstream.index.collection;

import io.ciderstream.index.rows.FieldKind;
import io.milvus.v2.common.DataType;
import java.util.Optional;

/** Converts the kinds of fields to the SDK's types, and back. */
final class FieldTypes {
  private FieldTypes() {}

  /** Returns the SDK's type of a kind. */
  static DataType sdk(FieldKind kind) {
    return DataType.valueOf(kind.milvusName());
  }

  /** Returns the kind of a type; empty for a type that cannot be written. */
  static Optional<FieldKind> of(DataType type) {
    return switch (type) {
      case Bool,
          Int8,
          Int16,
          Int32,
          Int64,
          Float,
          Double,
          VarChar,
          Array,
          JSON,
          BinaryVector,
          FloatVector,
          Float16Vector,
          BFloat16Vector,
          SparseFloatVector,
          Int8Vector ->
          Optional.of(FieldKind.named(type.name()));
      case String -> Optional.of(FieldKind.VARCHAR);
      case None, Geometry, Timestamptz, Struct -> Optional.empty();
    };
  }
}
