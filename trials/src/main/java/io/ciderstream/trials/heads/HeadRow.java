package io.ciderstream.trials.heads;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What a head costs and brings.
 *
 * @param head name as in {@code network.head}
 * @param seeds of its runs
 * @param figures mAP in percent, one for each seed, by evaluation
 * @param parameters that can be trained
 * @param multiplyAdds for one picture of {@code size}
 * @param size of the picture, {@code WIDTHxHEIGHT}
 * @param rate of the exported model in ONNX Runtime on one thread, in pictures a second
 */
public record HeadRow(
    String head,
    List<Long> seeds,
    SequencedMap<String, List<Double>> figures,
    long parameters,
    long multiplyAdds,
    String size,
    double rate) {
  public HeadRow {
    seeds = List.copyOf(seeds);
    figures = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(figures));
  }
}
