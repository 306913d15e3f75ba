package io.ciderstream.trials.performance;

import io.ciderstream.trials.results.BenchResult;
import java.util.OptionalDouble;

/**
 * How a part went.
 *
 * @param name of the part
 * @param command that measured it
 * @param made when it ended, in ISO 8601
 * @param seconds how long it took
 * @param commit of the checkout; empty if it is not known
 * @param machine on which; empty if it is not known
 * @param load what else the machine did: load averages before and after
 * @param result null if it failed
 * @param failure why there is no result; empty if there is one
 */
public record PartRecord(
    String name,
    String command,
    String made,
    double seconds,
    String commit,
    String machine,
    String load,
    BenchResult result,
    String failure) {

  /** Returns the record of a part that was not run. */
  public static PartRecord notRun(PerformancePart part) {
    return new PartRecord(part.name(), part.text(false), "", 0, "", "", "", null, "it was not run");
  }

  /** Returns a figure of the result, if it has it. */
  OptionalDouble figure(String figure) {
    Double value = result == null ? null : result.figures().get(figure);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
