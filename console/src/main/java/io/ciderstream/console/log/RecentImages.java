package io.ciderstream.console.log;

import io.ciderstream.schemas.KeyPartition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The locations of the image ids that changed last, at most so many. Ids that somebody watches stay
 * as well. An id whose clients choose partitions in different ways has pictures in several
 * partitions: the latest record of each is kept. Thread-safe.
 */
final class RecentImages {
  private final int maxIds;

  /** The latest locations of each id by partition, the latest record last; oldest ids first. */
  private final Map<String, List<ImageLocation>> locations = new LinkedHashMap<>();

  /** How many requests watch an id. */
  private final Map<String, Integer> watched = new HashMap<>();

  private int partitions;
  private boolean complete;
  private int live;
  private int misplaced;

  /**
   * Creates an empty view.
   *
   * @param maxIds how many ids are kept, besides those that are watched
   */
  RecentImages(int maxIds) {
    this.maxIds = maxIds;
  }

  /**
   * Begins to take records; again when partitions are added.
   *
   * @param count of the topic's partitions; before this nothing is misplaced
   * @param fromBeginning whether the records of those that are new are read from the beginning
   */
  synchronized void begin(int count, boolean fromBeginning) {
    locations.forEach((id, some) -> count(id, some, -1));
    complete = fromBeginning && (complete || partitions == 0);
    partitions = count;
    locations.forEach((id, some) -> count(id, some, 1));
  }

  /** Adds a record of the descriptors topic. */
  synchronized void put(String id, ImageLocation now) {
    List<ImageLocation> before = locations.remove(id);
    List<ImageLocation> after = new ArrayList<>(before == null ? List.of() : before);
    after.removeIf(old -> old.descriptor().partition() == now.descriptor().partition());
    after.add(now);
    locations.put(id, List.copyOf(after));
    count(id, before, -1);
    count(id, after, 1);
    evict();
  }

  private void evict() {
    Iterator<Map.Entry<String, List<ImageLocation>>> oldest = locations.entrySet().iterator();
    while (locations.size() - watched.size() > maxIds && oldest.hasNext()) {
      Map.Entry<String, List<ImageLocation>> entry = oldest.next();
      if (!watched.containsKey(entry.getKey())) {
        oldest.remove();
        count(entry.getKey(), entry.getValue(), -1);
        complete = false;
      }
    }
  }

  private void count(String id, List<ImageLocation> some, int sign) {
    Set<Integer> pictures = some == null ? Set.of() : pictures(some);
    if (!pictures.isEmpty()) {
      live += sign;
      boolean wrong = pictures.size() > 1 || !pictures.contains(hash(id));
      misplaced += partitions > 0 && wrong ? sign : 0;
    }
  }

  private int hash(String id) {
    return partitions == 0 ? 0 : KeyPartition.of(id.getBytes(StandardCharsets.UTF_8), partitions);
  }

  private static Set<Integer> pictures(List<ImageLocation> some) {
    return some.stream()
        .filter(ImageLocation::picture)
        .map(location -> location.descriptor().partition())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Begins to watch an id. */
  synchronized ImageWatch watch(String id) {
    watched.merge(id, 1, Integer::sum);
    return new ImageWatch() {
      @Override
      public Optional<ImageLocation> in(int partition) {
        return RecentImages.this.in(partition, id);
      }

      @Override
      public void close() {
        unwatch(id);
      }
    };
  }

  private synchronized void unwatch(String id) {
    watched.computeIfPresent(id, (same, times) -> times == 1 ? null : times - 1);
    evict();
  }

  /** Returns the latest location of an id; empty if it is not among the recent ones. */
  synchronized Optional<ImageLocation> latest(String id) {
    return Optional.ofNullable(locations.get(id)).map(List::getLast);
  }

  /** Returns the latest location of an id in one partition of the descriptors topic. */
  private synchronized Optional<ImageLocation> in(int partition, String id) {
    return locations.getOrDefault(id, List.of()).stream()
        .filter(location -> location.descriptor().partition() == partition)
        .findFirst();
  }

  /** Returns the partitions of a record that replaces the id's pictures; none if it is unknown. */
  synchronized List<Integer> toReplace(String id) {
    List<ImageLocation> known = locations.getOrDefault(id, List.of());
    Set<Integer> pictures = pictures(known);
    if (!pictures.isEmpty()) {
      return List.copyOf(pictures);
    }
    return known.isEmpty() ? List.of() : List.of(known.getLast().descriptor().partition());
  }

  /**
   * Returns the partitions where the id must be deleted; none if it is unknown. The partition of
   * the hash is one of them for a deleted id, since it may have been put again and not be embedded
   * yet.
   */
  synchronized List<Integer> toDelete(String id) {
    List<ImageLocation> known = locations.getOrDefault(id, List.of());
    List<Integer> all = new ArrayList<>(toReplace(id));
    if (!all.isEmpty() && pictures(known).isEmpty() && partitions > 0 && !all.contains(hash(id))) {
      all.add(hash(id));
    }
    return all;
  }

  /** Returns the number of partitions; 0 if it is not known yet. */
  synchronized int partitions() {
    return partitions;
  }

  /** Returns whether no id of the topic is missing here. */
  synchronized boolean isComplete() {
    return complete;
  }

  /** Returns how many ids are kept. */
  synchronized int size() {
    return locations.size();
  }

  /** Returns how many of the ids here have a picture. */
  synchronized int live() {
    return live;
  }

  /** Returns how many of the ids here have a picture in another partition than their hash's. */
  synchronized int misplaced() {
    return misplaced;
  }
}
