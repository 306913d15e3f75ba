package io.ciderstream.index.rows;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a field of a collection holds. */
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

  /** The name in Milvus' own words, such as {@code VarChar}. */
  public String milvusName() {
    return milvusName;
  }

  /** True for the six kinds of vectors. */
  public boolean isVector() {
    return ordinal() >= FLOAT_VECTOR.ordinal();
  }

  /** True for a vector whose dimension belongs to the collection. */
  public boolean hasDimension() {
    return isVector() && this != SPARSE_FLOAT_VECTOR;
  }

  /**
   * True if every value of the other kind, or many of them, can be kept in this one; vectors may
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
   * Reads a kind by its Milvus name, whatever the case.
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
                    "%s is no type of a field; there are %s."
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(FieldKind::milvusName)
                                .collect(Collectors.joining(", ")))));
  }
}
