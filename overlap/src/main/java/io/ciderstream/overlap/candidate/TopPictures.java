package io.ciderstream.overlap.candidate;

import io.ciderstream.overlap.list.ListedPicture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** The nearest pictures so far, at most so many: higher cosine first, then lower row. */
final class TopPictures {
  private static final Comparator<Scored> WORST_FIRST =
      Comparator.comparingDouble(Scored::cosine)
          .thenComparing(scored -> scored.picture().row(), Comparator.reverseOrder());

  private final int limit;
  private final PriorityQueue<Scored> kept = new PriorityQueue<>(WORST_FIRST);
  private final Map<Integer, Scored> byRow = new HashMap<>();

  /** A picture with its cosine. */
  record Scored(ListedPicture picture, double cosine) {}

  TopPictures(int limit) {
    this.limit = limit;
  }

  /** Returns whether a picture of this cosine could be kept. */
  boolean admits(double cosine) {
    return cosine != Double.NEGATIVE_INFINITY
        && (kept.size() < limit || !kept.isEmpty() && cosine >= kept.peek().cosine());
  }

  /** Keeps a picture if it is near enough; of several cosines of one picture the largest counts. */
  void offer(ListedPicture picture, double cosine) {
    Scored before = byRow.get(picture.row());
    if (before != null) {
      if (before.cosine() >= cosine) {
        return;
      }
      kept.remove(before);
    }
    Scored scored = new Scored(picture, cosine);
    kept.add(scored);
    byRow.put(picture.row(), scored);
    if (kept.size() > limit) {
      byRow.remove(kept.remove().picture().row());
    }
  }

  /** Returns the pictures, nearest first. */
  List<Scored> nearestFirst() {
    List<Scored> sorted = new ArrayList<>(kept);
    sorted.sort(WORST_FIRST.reversed());
    return sorted;
  }
}
