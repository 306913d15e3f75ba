package io.ciderstream.console.log;

import io.ciderstream.schemas.KeyPartition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where each image id's records are. An id whose clients choose partitions in different ways has
 * pictures in several: each is kept until the latest record of its own partition is a deletion.
 * Threads exclude each other.
 */
final class Whereabouts {
  /** More ids than that in several partitions are forgotten but for their latest record. */
  private static final int MAX_SPREAD = 100_000;

  private final PositionMap places = new PositionMap();

  /** The partitions with a picture, of ids where {@link #usual} does not say it. */
  private final Map<String, Set<Integer>> spread = new HashMap<>();

  private int partitions;
  private int misplaced;

  /** Takes how many partitions the topic has; before this nothing is misplaced. */
  synchronized void partitions(int count) {
    partitions = count;
  }

  /** Takes a record of the descriptors topic; a null source is a deletion. */
  synchronized void put(String id, Position source, Position descriptor) {
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

  synchronized Optional<Place> get(String id) {
    return places.get(id);
  }

  /** True if the latest record of the id in some partition is a picture. */
  synchronized boolean hasPicture(String id) {
    return !pictures(id).isEmpty();
  }

  /** Where a record that replaces the id's pictures must go; none if the id is not known. */
  synchronized List<Integer> toReplace(String id) {
    Set<Integer> pictures = pictures(id);
    return pictures.isEmpty()
        ? places.get(id).map(place -> place.descriptor().partition()).stream().toList()
        : List.copyOf(new TreeSet<>(pictures));
  }

  /**
   * Where deletions of the id must go; none if the id is not known. A deleted one may have been put
   * again by its hash, and not be described yet.
   */
  synchronized List<Integer> toDelete(String id) {
    List<Integer> all = new ArrayList<>(toReplace(id));
    if (!all.isEmpty() && pictures(id).isEmpty() && partitions > 0 && !all.contains(hash(id))) {
      all.add(hash(id));
    }
    return all;
  }

  /** How many ids are not deleted. */
  synchronized int live() {
    return places.live();
  }

  /** How many ids have a picture in another partition than that of their hash. */
  synchronized int misplaced() {
    return misplaced;
  }
}
