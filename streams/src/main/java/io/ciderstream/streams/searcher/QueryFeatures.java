package io.ciderstream.streams.searcher;

import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.index.Row;
import io.ciderstream.schemas.BoundingBox;
import java.util.Optional;

/**
 * The local features of a picture of the query.
 *
 * @param features of the picture, or of the region
 * @param region of the picture; empty for the whole one
 */
record QueryFeatures(LocalFeatures features, Optional<BoundingBox> region) {
  /** Returns those of an indexed picture; empty if it has none or they are broken. */
  static Optional<QueryFeatures> stored(Row row) {
    return StoredFeatures.of(row).map(features -> new QueryFeatures(features, Optional.empty()));
  }

  /** Returns a box of the region relative to the whole picture. */
  BoundingBox inPicture(BoundingBox box) {
    return region.map(box::within).orElse(box);
  }
}
