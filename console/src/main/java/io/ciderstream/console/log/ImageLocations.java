package io.ciderstream.console.log;

import io.ciderstream.schemas.KeyPartition;
import io.ciderstream.schemas.RecordPosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The locations of all image ids. An id whose clients choose partitions in different ways has
 * pictures in several partitions: each is kept until the latest record of its own partition is a
 * deletion. Thread-safe.
 */
final class ImageLocations {
  /** Of more ids in several partitions only the latest record is kept. */
  private static final int MAX_SPREAD = 100_000;

  private final PositionMap places = new PositionMap();

  /** The partitions with a picture, of ids where they differ from {@link #usual}. */
  private final Map<String, Set<Integer>> spread = new HashMap<>();

  private int partitions;
  private int misplaced;

  /** Sets the number of partitions of the topic; before this nothing is misplaced. */
  synchronized void partitions(int count) {
    partitions = count;
  }

  /** Adds a record of the descriptors topic; a null source is a deletion. */
  synchronized void put(String id, RecordPosition source, RecordPosition descriptor) {
    Set<Integer> before = pictures(id);
    Set<Integer> now = before;
    if (before.contains(descriptor.partition()) != (source != null)) {
      now = new TreeSet<>(before);
      if (source == null) {
        now.remove(descriptor.partition());
      } else {
        now.add(descriptor.partition());
      }
    }
    places.put(id, source, descriptor);
    if (now.equals(usual(id))) {
      spread.remove(id);
    } else if (spread.size() < MAX_SPREAD || spread.containsKey(id)) {
      spread.put(id, Set.copyOf(now));
    }
    if (partitions > 0) {
      misplaced += (isMisplaced(id, now) ? 1 : 0) - (isMisplaced(id, before) ? 1 : 0);
    }
  }

  private Set<Integer> pictures(String id) {
    Set<Integer> several = spread.isEmpty() ? null : spread.get(id);
    return several == null ? usual(id) : several;
  }

  private Set<Integer> usual(String id) {
    return places
        .get(id)
        .filter(place -> place.source().isPresent())
        .map(place -> Set.of(place.descriptor().partition()))
        .orElse(Set.of());
  }

  private boolean isMisplaced(String id, Set<Integer> pictures) {
    return !pictures.isEmpty() && (pictures.size() > 1 || !pictures.contains(hash(id)));
  }

  private int hash(String id) {
    return KeyPartition.of(id.getBytes(StandardCharsets.UTF_8), partitions);
  }

  synchronized Optional<ImageLocation> get(String id) {
    return places.get(id);
  }

  /** Returns whether the latest record of the id in some partition is a picture. */
  synchronized boolean hasPicture(String id) {
    return !pictures(id).isEmpty();
  }

  /** Returns the partitions of a record that replaces the id's pictures; none if it is unknown. */
  synchronized List<Integer> toReplace(String id) {
    Set<Integer> pictures = pictures(id);
    return pictures.isEmpty()
        ? places.get(id).map(place -> place.descriptor().partition()).stream().toList()
        : List.copyOf(new TreeSet<>(pictures));
  }

  /**
   * Returns the partitions where the id must be deleted; none if it is unknown. The partition of
   * the hash is one of them for a deleted id, since it may have been put again and not be embedded
   * yet.
   */
  synchronized List<Integer> toDelete(String id) {
    List<Integer> all = new ArrayList<>(toReplace(id));
    if (!all.isEmpty() && pictures(id).isEmpty() && partitions > 0 && !all.contains(hash(id))) {
      all.add(hash(id));
    }
    return all;
  }

  /** Returns how many ids are not deleted. */
  synchronized int live() {
    return places.live();
  }

  /** Returns how many ids have a picture in another partition than that of their hash. */
  synchronized int misplaced() {
    return misplaced;
  }
}
