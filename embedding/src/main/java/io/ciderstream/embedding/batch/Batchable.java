package io.ciderstream.embedding.batch;

/** What a micro-batch is made of. */
public interface Batchable {
  /** Only equal groups share a batch. */
  Object group();

  /** Whose turn it is. */
  Priority priority();
}
