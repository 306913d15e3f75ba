package io.ciderstream.index.milvus;

import io.ciderstream.index.settings.VectorIndex;
import io.milvus.v2.common.IndexParam;
import io.milvus.v2.common.IndexParam.IndexType;
import io.milvus.v2.common.IndexParam.MetricType;
import java.util.Map;

/** Kinds of vector index in the SDK's words. */
final class VectorIndexes {
  private VectorIndexes() {}

  static IndexParam building(VectorIndex index) {
    return IndexParam.builder()
        .fieldName(Fields.VECTOR)
        .indexName(Fields.VECTOR)
        .indexType(
            switch (index) {
              case VectorIndex.Hnsw hnsw -> IndexType.HNSW;
              case VectorIndex.Flat flat -> IndexType.FLAT;
              case VectorIndex.IvfFlat ivf -> IndexType.IVF_FLAT;
              case VectorIndex.IvfSq8 ivf -> IndexType.IVF_SQ8;
              case VectorIndex.Auto auto -> IndexType.AUTOINDEX;
            })
        .metricType(MetricType.COSINE)
        .extraParams(
            switch (index) {
              case VectorIndex.Hnsw(int m, int efConstruction, int ef) ->
                  Map.of("M", m, "efConstruction", efConstruction);
              case VectorIndex.IvfFlat(int nlist, int nprobe) -> Map.of("nlist", nlist);
              case VectorIndex.IvfSq8(int nlist, int nprobe) -> Map.of("nlist", nlist);
              case VectorIndex.Flat flat -> Map.of();
              case VectorIndex.Auto auto -> Map.of();
            })
        .build();
  }

  static Map<String, Object> searching(VectorIndex index, int topK) {
    return switch (index) {
      case VectorIndex.Hnsw hnsw -> Map.of("ef", Math.max(hnsw.ef(), topK));
      case VectorIndex.IvfFlat ivf -> Map.of("nprobe", ivf.nprobe());
      case VectorIndex.IvfSq8 ivf -> Map.of("nprobe", ivf.nprobe());
      case VectorIndex.Flat flat -> Map.of();
      case VectorIndex.Auto auto -> Map.of();
    };
  }
}
