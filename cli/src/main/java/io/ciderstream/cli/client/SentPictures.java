package io.ciderstream.cli.client;

import io.ciderstream.schemas.RecordPosition;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The pictures of an ingestion that are not done: sent, and neither embedded nor rejected. Those
 * that are done are only counted, and rejected ones listed. The outcome of a picture can be seen
 * before its producer knows its position. Safe for use by several threads.
 */
final class SentPictures {
  private final Map<RecordPosition, String> open = new HashMap<>();

  /** Outcomes of positions that are not known as ours: the code of a rejected picture, or none. */
  private final Map<Integer, NavigableMap<Long, Optional<String>>> early = new HashMap<>();

  private final Map<String, String> refused = new TreeMap<>();
  private boolean allSent;
  private int done;

  /**
   * Adds a picture at the position that the broker acknowledged. Those of a partition come in its
   * order, so what ended before and is still unknown is another producer's.
   */
  synchronized void acknowledged(RecordPosition position, String id) {
    NavigableMap<Long, Optional<String>> outcomes =
        early.getOrDefault(position.partition(), new TreeMap<>());
    Optional<String> outcome = outcomes.remove(position.offset());
    outcomes.headMap(position.offset()).clear();
    if (outcome == null) {
      open.put(position, id);
    } else {
      end(id, outcome);
    }
  }

  /**
   * Ends the picture at a position, if it is one of these.
   *
   * @param code why it was rejected; empty if it was embedded
   */
  synchronized void ended(RecordPosition position, Optional<String> code) {
    String id = open.remove(position);
    if (id != null) {
      end(id, code);
    } else if (!allSent) {
      early
          .computeIfAbsent(position.partition(), partition -> new TreeMap<>())
          .put(position.offset(), code);
    }
  }

  private void end(String id, Optional<String> code) {
    done++;
    code.ifPresent(value -> refused.put(id, value));
  }

  /** Says that every picture has been acknowledged or has failed. */
  synchronized void allSent() {
    allSent = true;
    early.clear();
  }

  /** Returns whether every acknowledged picture is done. */
  synchronized boolean isDone() {
    return open.isEmpty();
  }

  /** Returns how many are done. */
  synchronized int done() {
    return done;
  }

  /** Returns how many entries are kept besides rejected pictures. */
  synchronized int size() {
    return open.size() + early.values().stream().mapToInt(Map::size).sum();
  }

  /** Returns the codes of rejected pictures by id, sorted. */
  synchronized Map<String, String> refused() {
    return new TreeMap<>(refused);
  }
}
