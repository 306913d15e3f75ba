package io.ciderstream.train.learn.loss;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What the terms of a loss contribute to it, each with its weight; 0 for a term that a stage lacks.
 *
 * @param infoNce of instance discrimination
 * @param supCon of labels among views
 * @param distillation of the distance to the descriptors at the stage's start
 * @param arcFace of the classes
 */
public record LossParts(double infoNce, double supCon, double distillation, double arcFace) {
  /** No loss. */
  public static final LossParts NONE = new LossParts(0, 0, 0, 0);

  /** Returns the loss of a stage that has this term alone. */
  public static LossParts ofArcFace(double value) {
    return new LossParts(0, 0, 0, value);
  }

  /** Returns the whole loss. */
  public double total() {
    return infoNce + supCon + distillation + arcFace;
  }

  /** Returns the sum with other terms, which are multiplied by a weight. */
  public LossParts plus(LossParts other, double weight) {
    return new LossParts(
        infoNce + weight * other.infoNce,
        supCon + weight * other.supCon,
        distillation + weight * other.distillation,
        arcFace + weight * other.arcFace);
  }

  /** Returns the terms by name, in the order of the columns of {@code metrics.csv}. */
  public SequencedMap<String, Double> byName() {
    SequencedMap<String, Double> byName = new LinkedHashMap<>();
    byName.put("infonce", infoNce);
    byName.put("supcon", supCon);
    byName.put("distillation", distillation);
    byName.put("arcface", arcFace);
    return byName;
  }
}
