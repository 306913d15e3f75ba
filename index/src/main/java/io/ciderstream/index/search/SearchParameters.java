package io.ciderstream.index.search;

import io.ciderstream.index.settings.VectorIndex;
import java.util.Map;

/** The parameters of a search by type of vector index. */
final class SearchParameters {
  private SearchParameters() {}

  static Map<String, Object> of(VectorIndex index, int topK) {
    return switch (index) {
      case VectorIndex.Hnsw hnsw -> Map.of("ef", Math.max(hnsw.ef(), topK));
      case VectorIndex.IvfFlat ivf -> Map.of("nprobe", ivf.nprobe());
      case VectorIndex.IvfSq8 ivf -> Map.of("nprobe", ivf.nprobe());
      case VectorIndex.Flat flat -> Map.of();
      case VectorIndex.Auto auto -> Map.of();
    };
  }
}
