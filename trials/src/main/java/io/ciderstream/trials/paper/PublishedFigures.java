package io.ciderstream.trials.paper;

import java.util.Map;

/**
 * mAP in percent that the paper gives for its models of RGLDv2-clean; NaN where it gives none.
 *
 * @param cider the backbone frozen
 * @param finetuned everything learned
 */
record PublishedFigures(double cider, double finetuned) {
  private static final PublishedFigures NONE = new PublishedFigures(Double.NaN, Double.NaN);

  /** By set, protocol and whether a million distractors are searched too. */
  private static final Map<String, PublishedFigures> ALL =
      Map.of(
          "roxford5k medium false", new PublishedFigures(73.7, 77.8),
          "roxford5k medium true", new PublishedFigures(58.6, 61.8),
          "rparis6k medium false", new PublishedFigures(84.6, 87.4),
          "rparis6k medium true", new PublishedFigures(59.0, 61.6),
          "roxford5k hard false", new PublishedFigures(54.9, 61.9),
          "roxford5k hard true", new PublishedFigures(34.6, 39.4),
          "rparis6k hard false", new PublishedFigures(68.5, 75.3),
          "rparis6k hard true", new PublishedFigures(33.5, 35.8));

  static PublishedFigures of(String set, String protocol, boolean distractors) {
    return ALL.getOrDefault("%s %s %s".formatted(set, protocol, distractors), NONE);
  }
}
