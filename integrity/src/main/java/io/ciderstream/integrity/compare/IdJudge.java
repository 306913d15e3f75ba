package io.ciderstream.integrity.compare;

import io.ciderstream.integrity.entry.Entry;
import io.ciderstream.integrity.entry.EntryKind;
import io.ciderstream.integrity.result.DifferenceKind;
import java.util.List;
import java.util.Optional;

/** Compares what the log says of an id with its row. */
public final class IdJudge {
  private final ReachedOffsets reached;
  private final int model;

  /**
   * Creates a judge.
   *
   * @param reached how far the roles are
   * @param model digest of the hash of the collection's model
   */
  public IdJudge(ReachedOffsets reached, int model) {
    this.reached = reached;
    this.model = model;
  }

  /** Returns what the entries say, without regard to whether the sink has passed the record. */
  public Judgement judge(IdEntries id) {
    if (id.partitions().stream().anyMatch(this::awaitsEmbedder)) {
      return Judgement.of(IdState.PENDING);
    }
    List<Entry> live = id.live();
    if (live.size() > 1) {
      return Judgement.different(DifferenceKind.SEVERAL_PARTITIONS);
    }
    Optional<DifferenceKind> broken = brokenLog(id);
    if (broken.isPresent()) {
      return Judgement.different(broken.get());
    }
    return live.isEmpty() ? withoutDescriptor(id) : compare(id, live.getFirst());
  }

  /** Returns whether a difference may be one because the sink has not passed the last record. */
  public boolean awaitsSink(IdEntries id) {
    return id.partitions().stream()
        .anyMatch(state -> state.descriptor().filter(last -> !reached.written(last)).isPresent());
  }

  private boolean awaitsEmbedder(PartitionState state) {
    return state.image().filter(image -> !reached.passed(image)).isPresent();
  }

  private Optional<DifferenceKind> brokenLog(IdEntries id) {
    for (PartitionState state : id.partitions()) {
      Optional<Entry> image = state.image();
      if (image.isPresent() && isWithoutOutcome(image.get(), state)) {
        return Optional.of(DifferenceKind.DESCRIPTOR_MISSING);
      }
      if (image.isPresent() && isOfOtherContent(image.get(), state)) {
        return Optional.of(DifferenceKind.CONTENT);
      }
    }
    return Optional.empty();
  }

  /** A deletion whose tombstone compaction has removed is in order. */
  private static boolean isWithoutOutcome(Entry image, PartitionState state) {
    if (image.kind() == EntryKind.IMAGE_DELETION && !state.isLive()) {
      return false;
    }
    Optional<Entry> last = state.descriptor();
    return last.isEmpty()
        || last.get().source().offset() != Entry.UNKNOWN
            && last.get().source().offset() < image.offset();
  }

  private static boolean isOfOtherContent(Entry image, PartitionState state) {
    if (!state.isLive()) {
      return false;
    }
    Entry last = state.descriptor().orElseThrow();
    long was = image.facts().content();
    long is = last.facts().content();
    return last.source().offset() == image.offset() && was != 0 && is != 0 && was != is;
  }

  private static Judgement withoutDescriptor(IdEntries id) {
    boolean rejected = id.partitions().stream().anyMatch(PartitionState::isRejected);
    boolean deleted = id.partitions().stream().anyMatch(PartitionState::isDeleted);
    if (id.row().isEmpty()) {
      boolean known = id.partitions().stream().anyMatch(state -> state.descriptor().isPresent());
      boolean deletedImage = id.partitions().stream().anyMatch(state -> state.image().isPresent());
      return Judgement.of(rejected || !known && !deletedImage ? IdState.REJECTED : IdState.DELETED);
    }
    if (rejected) {
      return Judgement.of(IdState.REJECTED); // the row of an earlier descriptor
    }
    return Judgement.different(deleted ? DifferenceKind.ROW_DELETED : DifferenceKind.ROW_UNKNOWN);
  }

  private Judgement compare(IdEntries id, Entry descriptor) {
    if (descriptor.facts().label() != model) {
      return Judgement.different(DifferenceKind.OTHER_MODEL);
    }
    if (id.row().isEmpty()) {
      boolean deletedElsewhere = id.partitions().stream().anyMatch(PartitionState::isDeleted);
      return Judgement.different(
          deletedElsewhere ? DifferenceKind.SEVERAL_PARTITIONS : DifferenceKind.ROW_MISSING);
    }
    Entry row = id.row().get();
    if (!row.source().equals(descriptor.source())) {
      return Judgement.different(DifferenceKind.POSITION);
    }
    if (!row.facts().sketch().isNear(descriptor.facts().sketch())) {
      return Judgement.different(DifferenceKind.VECTOR);
    }
    return row.facts().fields() == descriptor.facts().fields()
        ? Judgement.of(IdState.EQUAL)
        : Judgement.different(DifferenceKind.FIELDS);
  }
}
