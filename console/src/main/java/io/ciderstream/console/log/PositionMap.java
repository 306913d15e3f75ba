package io.ciderstream.console.log;

import java.util.Optional;

/**
 * Places by image id in three arrays, 24 bytes a slot: an id is kept as its 64-bit hash only.
 * Whoever reads a record at a place found here must compare the record's key with the id; two ids
 * of one hash would share a slot. Threads exclude each other.
 */
final class PositionMap {
  private static final int FIRST_SLOTS = 1 << 10;
  private static final long DELETED = -1;
  private static final double FULL = 0.6;

  private long[] hashes = new long[FIRST_SLOTS];
  private long[] sources = new long[FIRST_SLOTS];
  private long[] descriptors = new long[FIRST_SLOTS];
  private int used;
  private int live;

  /** Says where an id lies now; a null source is a deletion. */
  synchronized void put(String id, Position source, Position descriptor) {
    if (used + 1 > hashes.length * FULL) {
      grow();
    }
    long hash = hash(id);
    int slot = slot(hash);
    boolean was = hashes[slot] == hash && sources[slot] != DELETED;
    if (hashes[slot] == 0) {
      hashes[slot] = hash;
      used++;
    }
    sources[slot] = source == null ? DELETED : source.packed();
    descriptors[slot] = descriptor.packed();
    live += (source == null ? 0 : 1) - (was ? 1 : 0);
  }

  synchronized Optional<Place> get(String id) {
    long hash = hash(id);
    int slot = slot(hash);
    if (hashes[slot] != hash) {
      return Optional.empty();
    }
    Optional<Position> source =
        sources[slot] == DELETED ? Optional.empty() : Optional.of(Position.unpacked(sources[slot]));
    return Optional.of(new Place(source, Position.unpacked(descriptors[slot])));
  }

  /** How many ids are not deleted. */
  synchronized int live() {
    return live;
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

  /** Twice the slots; deletions stay, for a late look at them. */
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
