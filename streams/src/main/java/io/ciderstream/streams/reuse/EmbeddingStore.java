package io.ciderstream.streams.reuse;

import io.ciderstream.embedding.result.Embedding;
import java.util.Optional;

/** Embeddings by the content of their pictures. No method fails: what is lost is made again. */
interface EmbeddingStore extends AutoCloseable {
  /** Keeps nothing. */
  EmbeddingStore NONE =
      new EmbeddingStore() {
        @Override
        public Optional<Embedding> find(String sha256) {
          return Optional.empty();
        }

        @Override
        public void keep(String sha256, Embedding embedding) {}

        @Override
        public Size size() {
          return new Size(0, 0);
        }

        @Override
        public void close() {}
      };

  /**
   * The size of a store.
   *
   * @param embeddings how many, estimated
   * @param bytes of them
   */
  record Size(long embeddings, long bytes) {}

  /**
   * Returns the embedding of a picture, with times of 0; empty if it is not in the store.
   *
   * @param sha256 of the encoded picture, 64 hex digits
   */
  Optional<Embedding> find(String sha256);

  /**
   * Keeps an embedding until newer ones need its room.
   *
   * @param sha256 of the encoded picture, 64 hex digits
   */
  void keep(String sha256, Embedding embedding);

  /** Returns how much is in the store. */
  Size size();

  @Override
  void close();
}
