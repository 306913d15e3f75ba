package io.ciderstream.trials.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Measures the rate of an ingest at saturation: how fast pictures are embedded between the first
 * and the last tenth of them, so that neither the time before the first commit nor the wait for the
 * last one counts. One thread reports the progress of one ingest.
 */
public final class SteadyRate implements BiConsumer<Integer, Integer> {
  private record Sample(int done, long nanos) {}

  private final LongSupplier nanos;
  private final List<Sample> samples = new ArrayList<>();
  private int all;

  /**
   * Takes no sample yet.
   *
   * @param nanos a monotonic clock
   */
  public SteadyRate(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Takes a sample. */
  @Override
  public void accept(Integer done, Integer all) {
    this.all = all;
    if (samples.isEmpty() || samples.getLast().done() != done) {
      samples.add(new Sample(done, nanos.getAsLong()));
    }
  }

  /**
   * Returns the rate in pictures a second.
   *
   * @throws IllegalStateException if there are fewer than two samples between the first and the
   *     last tenth, as there were too few pictures
   */
  public double perSecond() {
    List<Sample> steady =
        samples.stream()
            .filter(sample -> sample.done() >= all / 10 && sample.done() <= all - all / 10)
            .toList();
    if (steady.size() < 2 || steady.getLast().nanos() == steady.getFirst().nanos()) {
      throw new IllegalStateException(
          "%d pictures are too few to measure a rate; take more.".formatted(all));
    }
    Sample first = steady.getFirst();
    Sample last = steady.getLast();
    return (last.done() - first.done()) * 1e9 / (last.nanos() - first.nanos());
  }
}
