package io.ciderstream.trials.pictures;

import io.ciderstream.trials.measure.Median;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Rates that were measured one after the other, in pictures a second.
 *
 * @param oneSession best rate of one ONNX Runtime session over all cores, decoded pictures
 * @param sessions one single-threaded session a core, decoded pictures
 * @param moduleDecoded the embedding module on decoded pictures
 * @param moduleEncoded the embedding module on encoded pictures
 * @param pipeline topic to topic, with all else on the same machine
 */
record EmbedRound(
    double oneSession,
    double sessions,
    double moduleDecoded,
    double moduleEncoded,
    double pipeline) {
  /** Returns the median of a rate, or of a ratio within each round. */
  static double median(List<EmbedRound> rounds, ToDoubleFunction<EmbedRound> rate) {
    return Median.of(rounds.stream().map(rate::applyAsDouble).toList());
  }
}
