package io.ciderstream.trials.retrieval;

import io.ciderstream.trials.pictures.InferenceCost;
import java.util.List;
import java.util.SequencedMap;

/**
 * How the int8 weights of a model compare with its fp32 weights.
 *
 * @param model its name and hash
 * @param costs of fp32 and, as the other, of int8, on one thread
 * @param cosines between the descriptors of both, by evaluation set
 * @param rows mean average precision of each pair of weights
 */
public record WeightsFigures(
    String model,
    InferenceCost.Costs costs,
    SequencedMap<String, Cosines> cosines,
    List<Row> rows) {
  /**
   * Cosines between two descriptors of a picture.
   *
   * @param pictures how many
   * @param mean of all
   * @param percentile the smallest one that is at least as large as 1% of all
   * @param least of all
   */
  public record Cosines(int pictures, double mean, double percentile, double least) {}

  /**
   * One pair of weights.
   *
   * @param queries the weights that embed the queries
   * @param index the weights that embed the searched pictures
   * @param verified how many first answers are verified geometrically; 0 is none
   * @param maps mean average precision by evaluation set, 0 to 1
   */
  public record Row(
      String queries, String index, int verified, SequencedMap<String, Double> maps) {}
}
