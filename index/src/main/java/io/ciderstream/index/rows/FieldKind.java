package io.ciderstream.index.rows;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The type of a collection's field. */
public enum FieldKind {
  BOOL("Bool"),
  INT8("Int8"),
  INT16("Int16"),
  INT32("Int32"),
  INT64("Int64"),
  FLOAT("Float"),
  DOUBLE("Double"),
  VARCHAR("VarChar"),
  JSON("JSON"),
  ARRAY("Array"),
  FLOAT_VECTOR("FloatVector"),
  FLOAT16_VECTOR("Float16Vector"),
  BFLOAT16_VECTOR("BFloat16Vector"),
  INT8_VECTOR("Int8Vector"),
  BINARY_VECTOR("BinaryVector"),
  SPARSE_FLOAT_VECTOR("SparseFloatVector");

  private final String milvusName;

  FieldKind(String milvusName) {
    this.milvusName = milvusName;
  }

  /** Returns Milvus' name, such as {@code VarChar}. */
  public String milvusName() {
    return milvusName;
  }

  /** Returns whether it is one of the six kinds of vectors. */
  public boolean isVector() {
    return ordinal() >= FLOAT_VECTOR.ordinal();
  }

  /** Returns whether it is a vector whose dimension is part of the collection. */
  public boolean hasDimension() {
    return isVector() && this != SPARSE_FLOAT_VECTOR;
  }

  /**
   * Returns whether all or many values of the other kind can be stored in this one. Vectors may
   * come as arrays, or as bytes, which count as VarChar.
   */
  public boolean takes(FieldKind other) {
    return this == other
        || switch (this) {
          case INT8, INT16, INT32, INT64 -> other.isWhole();
          case FLOAT, DOUBLE -> other.isWhole() || other == FLOAT || other == DOUBLE;
          case VARCHAR -> !other.isVector() && other != ARRAY && other != JSON;
          case JSON -> !other.isVector();
          case FLOAT_VECTOR, FLOAT16_VECTOR, BFLOAT16_VECTOR, INT8_VECTOR, BINARY_VECTOR ->
              other == ARRAY || other == VARCHAR || other.hasDimension();
          case SPARSE_FLOAT_VECTOR -> other == JSON;
          case BOOL, ARRAY -> false;
        };
  }

  private boolean isWhole() {
    return this == INT8 || this == INT16 || this == INT32 || this == INT64;
  }

  /**
   * Returns the kind with this Milvus name, in any case.
   *
   * @throws CiderException SETTING_INVALID
   */
  public static FieldKind named(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.milvusName.equalsIgnoreCase(name))
        .findAny()
        .orElseThrow(
            () ->
                new CiderException(
                    ErrorCode.SETTING_INVALID,
                    "%s is not a type of a field. The types are %s."
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(FieldKind::milvusName)
                                .collect(Collectors.joining(", ")))));
  }
}
