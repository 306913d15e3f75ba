package io.ciderstream.streams.searcher;

import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.index.DescriptorSearch;
import java.time.Duration;
import java.util.Optional;

/**
 * Chooses what each query is answered with. A query is embedded and searched with one target, so
 * that its vector never meets those of another model. Safe for use by several threads.
 */
public interface SearchTargets {
  /**
   * Returns the target for a query that begins now.
   *
   * @throws io.ciderstream.schemas.CiderException INDEX_UNAVAILABLE; MODEL_MISMATCH if the searcher
   *     has not loaded the model that is served
   */
  SearchTarget current(Duration limit) throws InterruptedException;

  /** Returns the embedder of {@code model.file}; vectors that name no model are of this one. */
  ImageEmbedder first();

  /** Notes that the current target failed: it may be another one by now. */
  void failed();

  /** Returns the one target of a searcher with one model. */
  static SearchTargets only(ImageEmbedder embedder, DescriptorSearch index) {
    SearchTarget only = new SearchTarget(Optional.empty(), embedder, index);
    return new SearchTargets() {
      @Override
      public SearchTarget current(Duration limit) {
        return only;
      }

      @Override
      public ImageEmbedder first() {
        return embedder;
      }

      @Override
      public void failed() {}
    };
  }
}
