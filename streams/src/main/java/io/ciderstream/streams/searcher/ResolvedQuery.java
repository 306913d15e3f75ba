package io.ciderstream.streams.searcher;

import io.ciderstream.index.Row;
import io.ciderstream.schemas.BoundingBox;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What the subjects of a query are for the index.
 *
 * @param vectors to search with: one, or one for each subject if a match may be like any of them
 * @param boxes where the model found the subject; empty for several pictures
 * @param features of the pictures that have any, by the number of their subject
 * @param own the row of the image that is searched with and comes first, if there is one
 */
record ResolvedQuery(
    List<float[]> vectors,
    List<BoundingBox> boxes,
    SortedMap<Integer, QueryFeatures> features,
    Optional<Row> own) {

  /** Returns the query with another vector. */
  ResolvedQuery withVector(float[] vector) {
    return new ResolvedQuery(List.of(vector), boxes, features, own);
  }
}
