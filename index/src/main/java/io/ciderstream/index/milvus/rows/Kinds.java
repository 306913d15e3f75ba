package io.ciderstream.index.milvus.rows;

import io.ciderstream.index.rows.FieldKind;
import io.milvus.v2.common.DataType;
import java.util.Optional;

/** Kinds of fields in the SDK's words. */
final class Kinds {
  private Kinds() {}

  static DataType sdk(FieldKind kind) {
    return DataType.valueOf(kind.milvusName());
  }

  /** Empty for a type that the sink does not write. */
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
