package io.ciderstream.index.collection;

import io.ciderstream.index.rows.FieldKind;
import io.milvus.v2.common.DataType;
import java.util.Optional;

/** FieldTypes of fields in the SDK's words. */
public final class FieldTypes {
  private FieldTypes() {}

  public static DataType sdk(FieldKind kind) {
    return DataType.valueOf(kind.milvusName());
  }

  /** Empty for a type that the sink does not write. */
  public static Optional<FieldKind> of(DataType type) {
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
