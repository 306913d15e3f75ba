package io.ciderstream.embedding.batch;

/** A member of a micro-batch. */
public interface Batchable {
  /** Returns the group; only members of equal groups share a batch. */
  Object group();

  /** Returns the priority. */
  Priority priority();
}
