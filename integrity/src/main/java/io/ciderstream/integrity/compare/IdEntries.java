package io.ciderstream.integrity.compare;

import io.ciderstream.integrity.entry.Entry;
import io.ciderstream.integrity.entry.EntryKind;
import io.ciderstream.integrity.entry.KeyDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that is known of one id. Takes the entries in their order. */
public final class IdEntries {
  private final KeyDigest key;
  private final EndCounter ends;
  private final List<PartitionState> partitions = new ArrayList<>(1);
  private Entry row;

  /**
   * Creates an id without entries.
   *
   * @param ends counts the image records that a later one follows
   */
  public IdEntries(KeyDigest key, EndCounter ends) {
    this.key = key;
    this.ends = ends;
  }

  /** Takes an entry; of several rows of Milvus 2.3, the newest counts. */
  public void add(Entry entry) {
    if (entry.kind() == EntryKind.ROW) {
      if (row == null || row.source().offset() <= entry.source().offset()) {
        row = entry;
      }
    } else {
      state(entry.partition()).add(entry);
    }
  }

  private PartitionState state(int partition) {
    for (PartitionState known : partitions) {
      if (known.partition() == partition) {
        return known;
      }
    }
    PartitionState added = new PartitionState(partition, ends);
    partitions.add(added);
    return added;
  }

  /** Sets the row as it is now. */
  public void row(Optional<Entry> now) {
    row = now.orElse(null);
  }

  /** Returns the digest of the id. */
  public KeyDigest key() {
    return key;
  }

  /** Returns the row. */
  public Optional<Entry> row() {
    return Optional.ofNullable(row);
  }

  /** Returns what each partition with a record says. */
  public List<PartitionState> partitions() {
    return List.copyOf(partitions);
  }

  /** Returns the descriptors that a row should come from; one at most in a system in order. */
  public List<Entry> live() {
    return partitions.stream()
        .filter(PartitionState::isLive)
        .map(state -> state.descriptor().orElseThrow())
        .toList();
  }
}
