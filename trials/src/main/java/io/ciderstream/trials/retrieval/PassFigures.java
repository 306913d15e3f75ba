package io.ciderstream.trials.retrieval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What a number of passes costs and finds.
 *
 * @param passes 1 or 2
 * @param model its name and hash
 * @param perSecond pictures a second at saturation
 * @param cpuMillis processor time per picture
 * @param decodeMillis time to decode per picture, of all passes together
 * @param inferMillis time in the network per picture, of all passes together
 * @param latencyP50 milliseconds of a single picture on an idle machine, median
 * @param latencyP99 the same, 99th percentile
 * @param maps mean average precision by evaluation set, 0 to 1
 */
public record PassFigures(
    int passes,
    String model,
    double perSecond,
    double cpuMillis,
    double decodeMillis,
    double inferMillis,
    double latencyP50,
    double latencyP99,
    SequencedMap<String, Double> maps) {
  public PassFigures {
    maps = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(maps));
  }
}
