package io.ciderstream.integrity.entry;

/**
 * What an entry was made from, in the order of entries of one source offset: a dead letter comes
 * before its image.
 */
public enum EntryKind {
  /** A dead letter of the embedder: its image has no descriptor. */
  IMAGE_LETTER,
  /** A dead letter of the sink: its descriptor has no row. */
  DESCRIPTOR_LETTER,
  /** A record of {@code images} with a value. */
  IMAGE,
  /** A record of {@code images} without a value. */
  IMAGE_DELETION,
  /** A record of {@code descriptors} with a value. */
  DESCRIPTOR,
  /** A record of {@code descriptors} without a value. */
  TOMBSTONE,
  /** A row of the index. */
  ROW
}
