package io.ciderstream.index.collection;

import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.Optional;

/** A feature that not every server has, by Milvus' documentation. */
public enum ServerFeature {
  BINARY_VECTOR("BinaryVector fields", 2000, false),
  FLOAT16_VECTOR("Float16Vector fields", 2003, false),
  BFLOAT16_VECTOR("BFloat16Vector fields", 2004, false),
  SPARSE_VECTOR("SparseFloatVector fields", 2004, true),
  INT8_VECTOR("Int8Vector fields", 2006, false),
  SEVERAL_VECTORS("several vector fields", 2004, true),
  /** Without it, a loading segment skips deletions that name no partition. */
  DELETION_EVERYWHERE("deletions that name no partition and are never lost", 2004, true),
  /** Without it, a deletion from one partition also hides the key's new row in another. */
  DELETION_BY_PARTITION("deletions from one partition only", 2000, false),
  PARTITION_KEY("a partition key together with upsert", 2004, true),
  NULLABLE("nullable fields", 2005, true),
  ADD_FIELD("adding a field to a collection", 2006, false),
  HNSW_SQ("the index type HNSW_SQ", 2005, true),
  DISKANN("the index type DISKANN", 2002, false);

  private static final int MAJOR = 1000;

  private final String what;
  private final int since;
  private final boolean lite;

  ServerFeature(String what, int since, boolean lite) {
    this.what = what;
    this.since = since;
    this.lite = lite;
  }

  /** Returns the first version with the feature; see {@link ServerVersion#number}. */
  int since() {
    return since;
  }

  /** Returns whether Milvus Lite has the feature. */
  boolean lite() {
    return lite;
  }

  /**
   * Requires the feature of a server.
   *
   * @param why what needs the feature
   * @throws CiderException SERVER_TOO_OLD if the server lacks it
   */
  void require(ServerVersion version, String why) {
    if (!version.has(this)) {
      throw new CiderException(
          ErrorCode.SERVER_TOO_OLD,
          "%s needs %s, which Milvus has since %d.%d%s; the server is %s."
              .formatted(
                  why,
                  what,
                  since / MAJOR,
                  since % MAJOR,
                  lite ? "" : " and Milvus Lite lacks",
                  version.text()));
    }
  }

  /** Returns the feature that a kind of field needs. */
  static Optional<ServerFeature> of(FieldKind kind) {
    return switch (kind) {
      case BINARY_VECTOR -> Optional.of(BINARY_VECTOR);
      case FLOAT16_VECTOR -> Optional.of(FLOAT16_VECTOR);
      case BFLOAT16_VECTOR -> Optional.of(BFLOAT16_VECTOR);
      case SPARSE_FLOAT_VECTOR -> Optional.of(SPARSE_VECTOR);
      case INT8_VECTOR -> Optional.of(INT8_VECTOR);
      case BOOL, INT8, INT16, INT32, INT64, FLOAT, DOUBLE, VARCHAR, JSON, ARRAY, FLOAT_VECTOR ->
          Optional.empty();
    };
  }

  /** Returns the feature that a type of index needs. */
  static Optional<ServerFeature> ofIndex(String type) {
    return switch (type) {
      case "HNSW_SQ" -> Optional.of(HNSW_SQ);
      case "DISKANN" -> Optional.of(DISKANN);
      default -> Optional.empty();
    };
  }
}
