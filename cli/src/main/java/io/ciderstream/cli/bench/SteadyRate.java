package io.ciderstream.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * The rate of an ingest at saturation: how fast pictures come through between the first and the
 * last tenth of them, so that neither the run-up to the first commit nor the wait for the last one
 * counts. Told the progress of one ingest by one thread.
 */
public final class SteadyRate implements BiConsumer<Integer, Integer> {
  private record Sight(int done, long nanos) {}

  private final LongSupplier nanos;
  private final List<Sight> sights = new ArrayList<>();
  private int all;

  /**
   * @param nanos a clock that only runs forward
   */
  public SteadyRate(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** So many are through, of so many. */
  @Override
  public void accept(Integer done, Integer all) {
    this.all = all;
    if (sights.isEmpty() || sights.getLast().done() != done) {
      sights.add(new Sight(done, nanos.getAsLong()));
    }
  }

  /**
   * Pictures a second.
   *
   * @throws IllegalStateException if fewer than two steps were seen between the first and the last
   *     tenth: then there were too few pictures to tell
   */
  public double perSecond() {
    List<Sight> steady =
        sights.stream()
            .filter(sight -> sight.done() >= all / 10 && sight.done() <= all - all / 10)
            .toList();
    if (steady.size() < 2) {
      throw new IllegalStateException(
          "%d pictures are too few to measure a rate; take more.".formatted(all));
    }
    Sight first = steady.getFirst();
    Sight last = steady.getLast();
    return (last.done() - first.done()) * 1e9 / (last.nanos() - first.nanos());
  }
}
