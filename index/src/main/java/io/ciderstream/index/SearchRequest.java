package io.ciderstream.index;

import static java.util.Objects.requireNonNull;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.QueryLimits;
import io.ciderstream.schemas.ReservedIds;
import java.time.Duration;
import java.util.Optional;

/**
 * A search of the index.
 *
 * @param vector the descriptor to search with
 * @param topK the number of matches, 1..1000, and some more for rows that the caller leaves out:
 *     the pictures of the query and reserved rows
 * @param filter a Milvus expression over metadata, such as {@code metadata["city"] == "Bern"}; it
 *     is sent unchanged
 * @param consistency the freshness of the rows
 * @param timeout the time limit of the call
 * @param localFeatures for how many of the first matches the local features are read, 0 or more
 */
public record SearchRequest(
    float[] vector,
    int topK,
    Optional<String> filter,
    Consistency consistency,
    Duration timeout,
    int localFeatures) {
  private static final int MOST_ROWS =
      QueryLimits.MAX_TOP_K + QueryLimits.MAX_PICTURES + ReservedIds.CANARIES.size();

  /** Rejects an impossible top-k with QUERY_INVALID. */
  public SearchRequest {
    requireNonNull(vector, "vector");
    requireNonNull(filter, "filter");
    requireNonNull(consistency, "consistency");
    requireNonNull(timeout, "timeout");
    if (topK < 1 || topK > MOST_ROWS) {
      throw new CiderException(
          ErrorCode.QUERY_INVALID, "top_k is %d, but must be 1 to 1000.".formatted(topK));
    }
  }

  /** Creates a search without local features. */
  public SearchRequest(
      float[] vector,
      int topK,
      Optional<String> filter,
      Consistency consistency,
      Duration timeout) {
    this(vector, topK, filter, consistency, timeout, 0);
  }

  /** Returns the request for so many more matches as there can be reserved rows. */
  SearchRequest withRoomForReserved() {
    int more = ReservedIds.CANARIES.size();
    return new SearchRequest(
        vector,
        topK + more,
        filter,
        consistency,
        timeout,
        localFeatures == 0 ? 0 : localFeatures + more);
  }

  /** Returns the request for the one best match of all rows, without local features. */
  public SearchRequest withoutFilter() {
    return new SearchRequest(vector, 1, Optional.empty(), consistency, timeout);
  }
}
