package io.ciderstream.index;

import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the index through its alias. Safe for use by several threads. Every method throws {@link
 * io.ciderstream.schemas.CiderException}: INDEX_UNAVAILABLE if Milvus cannot be reached in time,
 * FILTER_INVALID if it rejects the filter, MODEL_MISMATCH if the alias points to another model's
 * collection.
 */
public interface DescriptorSearch extends AutoCloseable {
  /**
   * Returns the top-k rows, best first. Empty while nothing was ever indexed.
   *
   * @throws io.ciderstream.schemas.CiderException also QUERY_INVALID if local features are asked
   *     for, but the collection was created before there were any
   */
  List<Match> search(SearchRequest request);

  /**
   * Returns a consistency with which reads see every change acknowledged until now. Use it for
   * several reads in a row: only the first of them waits for the server, and each {@link
   * Consistency#STRONG} one does.
   */
  Consistency now();

  /** Returns the row of this id with its vector and local features, if there is one. */
  Optional<Row> get(ImageId id, Consistency consistency);

  /** Returns the sources of these rows by id, without the ids that have no row. A strong read. */
  default Map<ImageId, SourcePosition> sources(Collection<ImageId> ids) {
    Map<ImageId, SourcePosition> sources = new HashMap<>();
    ids.forEach(id -> get(id, Consistency.STRONG).ifPresent(row -> sources.put(id, row.source())));
    return sources;
  }

  /**
   * Returns whether there is a row of this id that passes the filter.
   *
   * @param filter one that {@link #search} has accepted; every row passes an empty one
   */
  boolean passes(ImageId id, Optional<String> filter, Consistency consistency);

  /**
   * Returns an offset at which the index has a row from the position's partition of the images
   * topic: the position's offset or a later one, and not always the last. Empty if there is no such
   * row. As the sink writes in the order of the log, all earlier records are in as well. A strong
   * read.
   */
  OptionalLong reached(RecordPosition position);

  /** Returns whether {@link #reached} finds a row. */
  default boolean holds(RecordPosition position) {
    return reached(position).isPresent();
  }

  /** Returns the number of rows. A strong read. */
  long count();

  @Override
  void close();
}
