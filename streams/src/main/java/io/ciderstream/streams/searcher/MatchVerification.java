package io.ciderstream.streams.searcher;

import io.ciderstream.schemas.BoundingBox;
import java.util.Optional;

/**
 * The geometric comparison of the query's picture with a match.
 *
 * @param inliers how many positions agree on one affine map
 * @param verified whether there are so many that both pictures show the same place
 * @param queryBox where they are in the whole query picture; empty without inliers
 * @param box where they are in the match's picture; empty without inliers
 */
record MatchVerification(
    int inliers, boolean verified, Optional<BoundingBox> queryBox, Optional<BoundingBox> box) {}
