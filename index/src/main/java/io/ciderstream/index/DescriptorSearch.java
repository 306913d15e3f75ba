package io.ciderstream.index;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the index through its alias. Safe for use by several threads. Every method throws {@link
 * io.ciderstream.schemas.CiderException}: INDEX_UNAVAILABLE if Milvus cannot be reached in time,
 * FILTER_INVALID if it refuses the filter, MODEL_MISMATCH if the alias points to another model's
 * collection.
 */
public interface DescriptorSearch extends AutoCloseable {
  /** Returns the top-k rows, best first. Empty while nothing was ever indexed. */
  List<Match> search(SearchRequest request);

  /** Returns the row of this id with its vector, if there is one. */
  Optional<Row> get(String id, Consistency consistency);

  /**
   * Returns where in the images topic the rows of these ids come from; ids without a row are left
   * out. A strong read.
   */
  default Map<String, SourcePosition> sources(Collection<String> ids) {
    Map<String, SourcePosition> sources = new HashMap<>();
    ids.forEach(id -> get(id, Consistency.STRONG).ifPresent(row -> sources.put(id, row.source())));
    return sources;
  }

  /**
   * Returns true if there is a row of this id that the filter lets pass.
   *
   * @param filter one that {@link #search} has accepted; empty lets every row pass
   */
  boolean passes(String id, Optional<String> filter, Consistency consistency);

  /**
   * Returns an offset at which the index has a row from this partition of the images topic: this
   * offset or a later one, and not always the last. Empty if there is no such row. As the sink
   * writes in the order of the log, all earlier records are in as well. A strong read.
   */
  OptionalLong reached(int partition, long offset);

  /** Returns true if {@link #reached} finds a row. */
  default boolean holds(int partition, long offset) {
    return reached(partition, offset).isPresent();
  }

  /** How many rows there are, by a strong read. */
  long count();

  @Override
  void close();
}
