package io.ciderstream.index.collection;

import io.ciderstream.index.rows.FieldKind;
import io.milvus.v2.common.IndexParam.IndexType;
import io.milvus.v2.common.IndexParam.MetricType;
import java.util.EnumSet;
import java.util.Set;

/** The index types and metrics of each kind of vector, by Milvus' documentation. */
final class IndexFit {
  private static final Set<MetricType> BINARY_METRICS =
      EnumSet.of(MetricType.HAMMING, MetricType.JACCARD, MetricType.MHJACCARD);
  private static final Set<MetricType> SPARSE_METRICS = EnumSet.of(MetricType.IP, MetricType.BM25);
  private static final Set<MetricType> DENSE_METRICS =
      EnumSet.of(MetricType.COSINE, MetricType.IP, MetricType.L2);

  private static final Set<IndexType> BINARY_TYPES =
      EnumSet.of(IndexType.BIN_FLAT, IndexType.BIN_IVF_FLAT, IndexType.MINHASH_LSH);
  private static final Set<IndexType> SPARSE_TYPES =
      EnumSet.of(IndexType.SPARSE_INVERTED_INDEX, IndexType.SPARSE_WAND);
  private static final Set<IndexType> SCALAR_TYPES =
      EnumSet.of(
          IndexType.None,
          IndexType.TRIE,
          IndexType.NGRAM,
          IndexType.RTREE,
          IndexType.STL_SORT,
          IndexType.INVERTED,
          IndexType.BITMAP);

  private IndexFit() {}

  /** Returns whether vectors of a kind can have an index of this type. */
  static boolean fits(FieldKind vector, IndexType type) {
    if (type == IndexType.AUTOINDEX) {
      return true;
    }
    return switch (vector) {
      case BINARY_VECTOR -> BINARY_TYPES.contains(type);
      case SPARSE_FLOAT_VECTOR -> SPARSE_TYPES.contains(type);
      case FLOAT_VECTOR, FLOAT16_VECTOR, BFLOAT16_VECTOR, INT8_VECTOR ->
          !BINARY_TYPES.contains(type)
              && !SPARSE_TYPES.contains(type)
              && !SCALAR_TYPES.contains(type);
      case BOOL, INT8, INT16, INT32, INT64, FLOAT, DOUBLE, VARCHAR, JSON, ARRAY -> false;
    };
  }

  /** Returns whether vectors of a kind can be compared with this metric. */
  static boolean fits(FieldKind vector, MetricType metric) {
    return switch (vector) {
      case BINARY_VECTOR -> BINARY_METRICS.contains(metric);
      case SPARSE_FLOAT_VECTOR -> SPARSE_METRICS.contains(metric);
      case FLOAT_VECTOR, FLOAT16_VECTOR, BFLOAT16_VECTOR, INT8_VECTOR ->
          DENSE_METRICS.contains(metric);
      case BOOL, INT8, INT16, INT32, INT64, FLOAT, DOUBLE, VARCHAR, JSON, ARRAY -> false;
    };
  }
}
