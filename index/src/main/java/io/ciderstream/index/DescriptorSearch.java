package io.ciderstream.index;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the index through its alias. Safe for use by several threads. Every method throws {@link
 * io.ciderstream.schemas.CiderException}: INDEX_UNAVAILABLE if Milvus cannot be reached in time,
 * FILTER_INVALID if it refuses the filter, MODEL_MISMATCH if the alias points to another model's
 * collection.
 */
public interface DescriptorSearch extends AutoCloseable {
  /** The top-k rows, best first; bounded staleness. Empty while nothing was ever indexed. */
  List<Match> search(SearchRequest request);

  /** The row of this id with its vector, if there is one; bounded staleness. */
  Optional<Row> get(String id);

  /**
   * Where in the images topic the rows of these ids come from; ids without a row are left out.
   * Bounded staleness.
   */
  default Map<String, SourcePosition> sources(Collection<String> ids) {
    Map<String, SourcePosition> sources = new HashMap<>();
    ids.forEach(id -> get(id).ifPresent(row -> sources.put(id, row.source())));
    return sources;
  }

  /**
   * True if a row from this partition of the images topic, at this offset or a later one, is in the
   * index. As the sink writes in the order of the log, all earlier records are in as well.
   */
  boolean holds(int partition, long offset);

  /** How many rows there are, by a strong read. */
  long count();

  @Override
  void close();
}
