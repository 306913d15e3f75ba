package io.ciderstream.trials.peer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Computes the rate of an ingest at saturation from when batches were done. Any thread adds. */
final class ArrivalRate {
  private record Batch(double second, int pictures) {}

  private final List<Batch> batches = new ArrayList<>();
  private int pictures;

  /** Adds pictures that were done at a second of any clock. */
  synchronized void add(double second, int count) {
    batches.add(new Batch(second, count));
    pictures += count;
    notifyAll();
  }

  /** Returns how many pictures are done. */
  synchronized int pictures() {
    return pictures;
  }

  /**
   * Returns pictures a second between the first and the last tenth.
   *
   * @throws IllegalStateException if there were too few batches
   */
  synchronized double perSecond() {
    List<Batch> sorted =
        batches.stream().sorted(Comparator.comparingDouble(Batch::second)).toList();
    int done = 0;
    double first = Double.NaN;
    int atFirst = 0;
    double last = Double.NaN;
    int atLast = 0;
    for (Batch batch : sorted) {
      done += batch.pictures();
      if (Double.isNaN(first) && done >= pictures / 10) {
        first = batch.second();
        atFirst = done;
      }
      if (done <= pictures - pictures / 10) {
        last = batch.second();
        atLast = done;
      }
    }
    if (!(last > first)) {
      throw new IllegalStateException(
          "%d pictures are too few to measure a rate; take more.".formatted(pictures));
    }
    return (atLast - atFirst) / (last - first);
  }
}
