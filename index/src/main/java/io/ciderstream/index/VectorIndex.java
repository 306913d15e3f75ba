package io.ciderstream.index;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;

/**
 * How Milvus finds near vectors. Building parameters count when a collection is made; search
 * parameters count at each search.
 */
public sealed interface VectorIndex {
  /** The kinds, as a setting names them. */
  enum Type {
    HNSW,
    FLAT,
    IVF_FLAT,
    IVF_SQ8,
    AUTOINDEX;

    /** The index of this kind, with those of the parameters that it has. */
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

  /**
   * A graph (Malkov and Yashunin, 2016).
   *
   * @param m edges per node, 2..2048
   * @param efConstruction candidates while building, 8..32768
   * @param ef candidates while searching, 1..32768; raised to top-k where that is more
   */
  record Hnsw(int m, int efConstruction, int ef) implements VectorIndex {
    public Hnsw {
      check("index.hnsw.m", m, 2, 2048);
      check("index.hnsw.ef.construction", efConstruction, 8, 32768);
      check("index.hnsw.ef", ef, 1, 32768);
    }
  }

  /** Every vector is compared. */
  record Flat() implements VectorIndex {}

  /**
   * Clusters; the nearest are searched.
   *
   * @param nlist clusters, 1..65536
   * @param nprobe clusters searched, 1..nlist
   */
  record IvfFlat(int nlist, int nprobe) implements VectorIndex {
    public IvfFlat {
      check("index.ivf.nlist", nlist, 1, 65536);
      check("index.ivf.nprobe", nprobe, 1, nlist);
    }
  }

  /** As {@link IvfFlat}, with each number of a vector kept in a byte. */
  record IvfSq8(int nlist, int nprobe) implements VectorIndex {
    public IvfSq8 {
      check("index.ivf.nlist", nlist, 1, 65536);
      check("index.ivf.nprobe", nprobe, 1, nlist);
    }
  }

  /** What the server thinks best. */
  record Auto() implements VectorIndex {}

  private static void check(String setting, int value, int min, int max) {
    if (value < min || value > max) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID, "%s is %d, not %d..%d.".formatted(setting, value, min, max));
    }
  }
}
