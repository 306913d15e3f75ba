package io.ciderstream.integrity.run;

import io.ciderstream.integrity.compare.EndCounter;
import io.ciderstream.integrity.compare.IdEntries;
import io.ciderstream.integrity.compare.IdJudge;
import io.ciderstream.integrity.compare.IdState;
import io.ciderstream.integrity.compare.Judgement;
import io.ciderstream.integrity.compare.PartitionState;
import io.ciderstream.integrity.compare.ReachedOffsets;
import io.ciderstream.integrity.compare.Suspect;
import io.ciderstream.integrity.entry.Entry;
import io.ciderstream.integrity.entry.KeyDigest;
import io.ciderstream.integrity.sort.EntryMerge;
import io.ciderstream.integrity.sort.EntrySort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Judges each id by its sorted entries, and keeps those that differ. */
final class FirstComparison {
  /** As many ids that differ are read again; each takes about 1 KB of memory. */
  static final int MAX_SUSPECTS = 50_000;

  private final IdJudge judge;
  private final ReachedOffsets reached;
  private final EndCounter ends;
  private final StateCounter states;
  private final Function<IdEntries, byte[]> ids;
  private final List<Suspect> suspects = new ArrayList<>();

  /**
   * Creates a comparison.
   *
   * @param ends counts the ends of images
   * @param states counts the ids
   * @param ids finds the key of an id
   */
  FirstComparison(
      IdJudge judge,
      ReachedOffsets reached,
      EndCounter ends,
      StateCounter states,
      Function<IdEntries, byte[]> ids) {
    this.judge = judge;
    this.reached = reached;
    this.ends = ends;
    this.states = states;
    this.ids = ids;
  }

  /** Judges all ids and returns those that differ, without counting them. */
  List<Suspect> compare(EntrySort sort, VerificationProgress progress) {
    EntryMerge sorted = sort.sorted();
    byte[] bytes = new byte[Entry.BYTES];
    IdEntries id = null;
    long done = 0;
    while (sorted.next(bytes)) {
      Entry entry = Entry.decode(bytes);
      KeyDigest key = entry.key();
      if (id == null || !id.key().equals(key)) {
        if (id != null) {
          judge(id);
        }
        id = new IdEntries(key, ends);
      }
      id.add(entry);
      progress.show("compared", ++done, sort.count());
    }
    if (id != null) {
      judge(id);
    }
    return suspects;
  }

  private void judge(IdEntries id) {
    Judgement judgement = judge.judge(id);
    if (judgement.state() == IdState.DIFFERENT) {
      if (suspects.size() < MAX_SUSPECTS) {
        suspects.add(new Suspect(id, ids.apply(id), judgement));
        return;
      }
      judgement = Judgement.of(judge.awaitsSink(id) ? IdState.PENDING : IdState.UNCONFIRMED);
    }
    ends.count(id, judgement.state(), reached);
    states.count(judgement);
  }

  /** Returns where the id is in the file of ids, if one of its entries knows. */
  static Optional<Long> idAt(IdEntries id) {
    List<Entry> entries = new ArrayList<>();
    id.row().ifPresent(entries::add);
    for (PartitionState state : id.partitions()) {
      state.descriptor().ifPresent(entries::add);
    }
    return entries.stream().map(Entry::idAt).filter(at -> at != Entry.UNKNOWN).findFirst();
  }
}
