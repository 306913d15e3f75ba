package io.ciderstream.overlap.verify;

import io.ciderstream.schemas.BoundingBox;
import java.util.Optional;

/**
 * Verifies pairs of pictures by local features. Any number of threads.
 *
 * @param <F> the local features of a picture
 */
public interface PairVerifier<F> extends AutoCloseable {
  /** Returns a short name, of letters only. */
  String name();

  /** Returns all that its results depend on, as text. */
  String settings();

  /** Returns from how many inliers a pair is as good as certain. */
  int certainInliers();

  /** Returns of how many pictures the features can be held in memory at a time. */
  int held();

  /**
   * Returns the local features of a picture.
   *
   * @param region the part to crop
   * @throws io.ciderstream.schemas.CiderException if the picture cannot be read
   */
  F extract(byte[] content, Optional<BoundingBox> region);

  /** Matches two pictures. The same features give the same result. */
  PairMatch match(F query, F picture);

  @Override
  void close();
}
