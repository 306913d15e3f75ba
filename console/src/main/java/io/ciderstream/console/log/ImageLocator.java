package io.ciderstream.console.log;

import io.ciderstream.client.ImagePartitions;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Descriptor;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Knows where the pictures of an id are: by the ids that changed last, else by the index. A small
 * system's ids are all known, and then nobody is asked. Any thread.
 */
public final class ImageLocator {
  private final DescriptorView descriptors;
  private final RecentImages recent;
  private final StoredImages stored;
  private final DescriptorFinder finder;
  private final ImagePartitions partitions;

  /**
   * Creates a locator.
   *
   * @param descriptors the ids that changed last
   * @param stored those of the index
   * @param finder finds their descriptors
   */
  public ImageLocator(DescriptorView descriptors, StoredImages stored, DescriptorFinder finder) {
    this.descriptors = descriptors;
    this.finder = finder;
    this.recent = descriptors.recent();
    this.stored = stored;
    this.partitions = new ImagePartitions(recent::partitions);
  }

  /** Returns what was embedded or deleted last. */
  public DescriptorView recentView() {
    return descriptors;
  }

  /** Returns the location of the id if it is among those that changed last. */
  public Optional<ImageLocation> recent(String id) {
    return recent.latest(id);
  }

  /**
   * Returns where the latest picture of an id is in the images topic; empty if it has none.
   *
   * @throws CiderException if the searcher must be asked, and replied with an error or not at all
   */
  public Optional<RecordPosition> picture(String id) {
    Optional<ImageLocation> known = recent.latest(id);
    return known.isPresent() || descriptors.isComplete()
        ? known.flatMap(ImageLocation::pictureSource)
        : stored.find(id).filter(position -> position.offset() >= 0);
  }

  /**
   * Returns the descriptor of the latest picture of an id; empty if it has none, or the log does
   * not have it where it must be.
   *
   * @throws CiderException as {@link #picture}
   */
  public Optional<Descriptor> descriptor(String id) {
    Optional<ImageLocation> known = recent.latest(id);
    return known.isPresent()
        ? known
            .filter(ImageLocation::picture)
            .flatMap(location -> finder.at(id, location.descriptor()))
        : picture(id).flatMap(source -> finder.find(id, source));
  }

  /**
   * Returns the partitions where a record replaces the id's pictures, wherever they were put; none
   * if the id is unknown, or the searcher does not answer.
   */
  public List<Integer> toReplace(String id) {
    List<Integer> known = recent.toReplace(id);
    return known.isEmpty() && !descriptors.isComplete()
        ? partitions.toReplace(inIndex(stored.findIfPossible(id))).stream().toList()
        : known;
  }

  /**
   * Returns the partitions where the id must be deleted: where its pictures are known to be, and,
   * unless all ids are known, that of its key's hash. None if the id is unknown.
   */
  public List<Integer> toDelete(String id) {
    if (descriptors.isComplete()) {
      return recent.toDelete(id);
    }
    Collection<Integer> known = new TreeSet<>(recent.toDelete(id));
    known.addAll(inIndex(toBeDeleted(id)));
    return partitions.toDelete(id.getBytes(StandardCharsets.UTF_8), known);
  }

  /** Asks even a searcher that did not answer lately: a deletion must find its picture. */
  private Optional<RecordPosition> toBeDeleted(String id) {
    try {
      return stored.find(id);
    } catch (CiderException e) {
      return Optional.empty();
    }
  }

  private static List<Integer> inIndex(Optional<RecordPosition> picture) {
    return picture.map(RecordPosition::partition).stream().toList();
  }
}
