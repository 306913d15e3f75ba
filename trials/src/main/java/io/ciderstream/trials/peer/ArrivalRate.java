package io.ciderstream.trials.peer;

import io.ciderstream.trials.measure.SteadyRate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Computes the rate of an ingest at saturation from when batches were done. Any thread adds. */
final class ArrivalRate {
  private record Batch(double second, int pictures) {}

  private final List<Batch> batches = new ArrayList<>();
  private int pictures;

  /** Adds pictures that were done at a second of any clock. */
  synchronized void add(double second, int count) {
    batches.add(new Batch(second, count));
    pictures += count;
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
    AtomicLong nanos = new AtomicLong();
    SteadyRate rate = new SteadyRate(nanos::get);
    int done = 0;
    for (Batch batch :
        batches.stream().sorted(Comparator.comparingDouble(Batch::second)).toList()) {
      done += batch.pictures();
      nanos.set(Math.round(batch.second() * 1e9));
      rate.accept(done, pictures);
    }
    return rate.perSecond();
  }
}
