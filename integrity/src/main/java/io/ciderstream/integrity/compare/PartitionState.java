package io.ciderstream.integrity.compare;

import io.ciderstream.integrity.entry.Entry;
import io.ciderstream.integrity.entry.EntryKind;
import java.util.Optional;

/** What one partition of the log says of one id. Takes the entries in their order. */
public final class PartitionState {
  private final int partition;
  private final EndCounter ends;
  private Entry image;
  private Entry descriptor;
  private long imageLetter = Entry.UNKNOWN;
  private long descriptorLetter = Entry.UNKNOWN;
  private long rejectedSource = Entry.UNKNOWN;
  private int letterCode;

  PartitionState(int partition, EndCounter ends) {
    this.partition = partition;
    this.ends = ends;
  }

  /** Takes the next entry. */
  void add(Entry entry) {
    switch (entry.kind()) {
      case IMAGE_LETTER -> {
        imageLetter = entry.source().offset();
        noteLetter(entry);
      }
      case DESCRIPTOR_LETTER -> {
        descriptorLetter = Math.max(descriptorLetter, entry.offset());
        rejectedSource = entry.source().offset();
        noteLetter(entry);
      }
      case IMAGE, IMAGE_DELETION -> addImage(entry);
      case DESCRIPTOR, TOMBSTONE -> {
        if (descriptor == null || entry.offset() > descriptor.offset()) {
          descriptor = entry;
        }
      }
      case ROW -> throw new IllegalArgumentException("a row is in no partition of the log");
    }
  }

  private void noteLetter(Entry letter) {
    letterCode = letter.facts().label();
    // one that comes after its image, when the log is followed
    if (image != null && image.offset() == letter.source().offset()) {
      ends.deadLettered(letterCode);
      image = null;
    }
  }

  private void addImage(Entry next) {
    if (next.offset() == imageLetter || next.offset() == rejectedSource) {
      ends.deadLettered(letterCode);
      return;
    }
    if (image != null) {
      ends.superseded();
    }
    image = next;
  }

  /** Returns the partition. */
  public int partition() {
    return partition;
  }

  /** Returns the last image record that is no dead letter. */
  public Optional<Entry> image() {
    return Optional.ofNullable(image);
  }

  /** Returns the last record of {@code descriptors}. */
  public Optional<Entry> descriptor() {
    return Optional.ofNullable(descriptor);
  }

  /** Returns whether the sink rejected the last descriptor. */
  boolean isRejected() {
    return descriptor != null && descriptor.offset() == descriptorLetter;
  }

  /** Returns the number of the code of the last dead letter. */
  int letterCode() {
    return letterCode;
  }

  /** Returns whether a row should come from this partition. */
  boolean isLive() {
    return descriptor != null && descriptor.kind() == EntryKind.DESCRIPTOR && !isRejected();
  }

  /** Returns whether the last record of {@code descriptors} deletes. */
  boolean isDeleted() {
    return descriptor != null && descriptor.kind() == EntryKind.TOMBSTONE;
  }
}
