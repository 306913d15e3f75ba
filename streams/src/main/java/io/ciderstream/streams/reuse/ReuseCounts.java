package io.ciderstream.streams.reuse;

/**
 * What came of the store since the start, and what is in it.
 *
 * @param reused pictures of records that are done whose embedding was there already
 * @param embedded those that were decoded and embedded
 * @param stored embeddings in the store, estimated
 * @param bytes of the store's files and of what is not yet in one
 */
public record ReuseCounts(long reused, long embedded, long stored, long bytes) {}
