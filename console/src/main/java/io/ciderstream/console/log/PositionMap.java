package io.ciderstream.console.log;

import io.ciderstream.schemas.RecordPosition;
import java.util.Optional;

/**
 * Maps image ids to locations in three arrays of 24 bytes per slot. An id is kept only as its
 * 64-bit hash, so two ids of one hash share a slot: a caller that reads the record at a location
 * must compare its key with the id. Thread-safe.
 */
final class PositionMap {
  private static final int FIRST_SLOTS = 1 << 10;
  private static final long DELETED = -1;
  private static final double MAX_LOAD = 0.6;

  /** Partitions must be below 2^19 and offsets below 2^44. */
  private static final int OFFSET_BITS = 44;

  private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;

  private long[] hashes = new long[FIRST_SLOTS];
  private long[] sources = new long[FIRST_SLOTS];
  private long[] descriptors = new long[FIRST_SLOTS];
  private int used;
  private int live;

  /** Sets the location of an id; a null source is a deletion. */
  synchronized void put(String id, RecordPosition source, RecordPosition descriptor) {
    if (used + 1 > hashes.length * MAX_LOAD) {
      grow();
    }
    long hash = hash(id);
    int slot = slot(hash);
    boolean was = hashes[slot] == hash && sources[slot] != DELETED;
    if (hashes[slot] == 0) {
      hashes[slot] = hash;
      used++;
    }
    sources[slot] = source == null ? DELETED : pack(source);
    descriptors[slot] = pack(descriptor);
    live += (source == null ? 0 : 1) - (was ? 1 : 0);
  }

  synchronized Optional<ImageLocation> get(String id) {
    long hash = hash(id);
    int slot = slot(hash);
    if (hashes[slot] != hash) {
      return Optional.empty();
    }
    Optional<RecordPosition> source =
        sources[slot] == DELETED ? Optional.empty() : Optional.of(unpack(sources[slot]));
    return Optional.of(new ImageLocation(source, unpack(descriptors[slot])));
  }

  /** Returns how many ids are not deleted. */
  synchronized int live() {
    return live;
  }

  /** Returns partition and offset in one number of at least 0. */
  private static long pack(RecordPosition position) {
    return (long) position.partition() << OFFSET_BITS | position.offset();
  }

  private static RecordPosition unpack(long packed) {
    return new RecordPosition((int) (packed >>> OFFSET_BITS), packed & OFFSET_MASK);
  }

  /** Never 0, which marks a free slot. */
  private static long hash(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ hash >>> 32) * 0xd6e8feb86659fd93L;
    hash ^= hash >>> 32;
    return hash == 0 ? 1 : hash;
  }

  private int slot(long hash) {
    int slot = (int) hash & hashes.length - 1;
    while (hashes[slot] != 0 && hashes[slot] != hash) {
      slot = slot + 1 & hashes.length - 1;
    }
    return slot;
  }

  /** Doubles the slots. Deletions stay, since a caller may wait for them. */
  private void grow() {
    long[] oldHashes = hashes;
    long[] oldSources = sources;
    long[] oldDescriptors = descriptors;
    hashes = new long[oldHashes.length * 2];
    sources = new long[hashes.length];
    descriptors = new long[hashes.length];
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldHashes[i] != 0) {
        int slot = slot(oldHashes[i]);
        hashes[slot] = oldHashes[i];
        sources[slot] = oldSources[i];
        descriptors[slot] = oldDescriptors[i];
      }
    }
  }
}
