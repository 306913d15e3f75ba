package io.ciderstream.index.settings;

import java.util.Arrays;
import java.util.Map;

/**
 * How Milvus finds near vectors. Building parameters apply when a collection is created, search
 * parameters to each search.
 */
public sealed interface VectorIndex {
  /** The types, as the setting names them. */
  enum Type {
    HNSW,
    FLAT,
    IVF_FLAT,
    IVF_SQ8,
    AUTOINDEX;

    static String[] names() {
      return Arrays.stream(values()).map(Type::name).toArray(String[]::new);
    }

    /** Returns the index of this type, with those of the parameters that it has. */
    public VectorIndex with(int m, int efConstruction, int ef, int nlist, int nprobe) {
      return switch (this) {
        case HNSW -> new Hnsw(m, efConstruction, ef);
        case FLAT -> new Flat();
        case IVF_FLAT -> new IvfFlat(nlist, nprobe);
        case IVF_SQ8 -> new IvfSq8(nlist, nprobe);
        case AUTOINDEX -> new Auto();
      };
    }
  }

  /** Returns the type. */
  Type type();

  /** Returns the parameters for building it, as Milvus names them. */
  default Map<String, String> buildParameters() {
    return Map.of();
  }

  /** Returns the parameters of a search for so many rows, as Milvus names them. */
  default Map<String, Object> searchParameters(int topK) {
    return Map.of();
  }

  /**
   * A graph (Malkov and Yashunin, 2016).
   *
   * @param m edges per node, 2..2048
   * @param efConstruction candidates while building, 8..32768
   * @param ef candidates while searching, 1..32768; raised to top-k where that is more
   */
  record Hnsw(int m, int efConstruction, int ef) implements VectorIndex {
    public Hnsw {
      Checks.within(IndexSettings.HNSW_M, m);
      Checks.within(IndexSettings.HNSW_EF_CONSTRUCTION, efConstruction);
      Checks.within(IndexSettings.HNSW_EF, ef);
    }

    @Override
    public Type type() {
      return Type.HNSW;
    }

    @Override
    public Map<String, String> buildParameters() {
      return Map.of("M", Integer.toString(m), "efConstruction", Integer.toString(efConstruction));
    }

    @Override
    public Map<String, Object> searchParameters(int topK) {
      return Map.of("ef", Math.max(ef, topK));
    }
  }

  /** Every vector is compared. */
  record Flat() implements VectorIndex {
    @Override
    public Type type() {
      return Type.FLAT;
    }
  }

  /** An index that divides the vectors into clusters, of which a search reads some. */
  sealed interface Clusters extends VectorIndex {
    /** Returns the number of clusters. */
    int nlist();

    /** Returns the number of clusters that a search reads. */
    int nprobe();

    @Override
    default Map<String, String> buildParameters() {
      return Map.of("nlist", Integer.toString(nlist()));
    }

    @Override
    default Map<String, Object> searchParameters(int topK) {
      return Map.of("nprobe", nprobe());
    }
  }

  /**
   * Clusters; the nearest are searched.
   *
   * @param nlist clusters, 1..65536
   * @param nprobe clusters searched, 1..nlist
   */
  record IvfFlat(int nlist, int nprobe) implements Clusters {
    public IvfFlat {
      Checks.within(IndexSettings.IVF_NLIST, nlist);
      Checks.within(IndexSettings.IVF_NPROBE, nprobe, 1, nlist);
    }

    @Override
    public Type type() {
      return Type.IVF_FLAT;
    }
  }

  /** Clusters, with each number of a vector stored in a byte; see {@link IvfFlat}. */
  record IvfSq8(int nlist, int nprobe) implements Clusters {
    public IvfSq8 {
      Checks.within(IndexSettings.IVF_NLIST, nlist);
      Checks.within(IndexSettings.IVF_NPROBE, nprobe, 1, nlist);
    }

    @Override
    public Type type() {
      return Type.IVF_SQ8;
    }
  }

  /** The server's choice. */
  record Auto() implements VectorIndex {
    @Override
    public Type type() {
      return Type.AUTOINDEX;
    }
  }
}
