package io.ciderstream.embedding.batch;

/** What a micro-batch is made of. */
public interface Batchable {
  /** Returns the group; only members of equal groups share a batch. */
  Object group();

  /** Returns the priority. */
  Priority priority();
}
