package io.ciderstream.evaluation.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Google Landmarks' recognition figure, also called micro-AP: all guesses, one a picture, in one
 * list by falling confidence; the precision at each right guess is summed and divided by the number
 * of pictures that show a landmark. A guess on a picture that shows none is wrong.
 */
public final class GlobalAveragePrecision {
  private GlobalAveragePrecision() {}

  /**
   * A guess.
   *
   * @param confidence any scale that is the same for all; not NaN
   * @param right whether the picture shows the landmark guessed
   */
  public record Guess(double confidence, boolean right) {}

  /**
   * Computes the figure; guesses of one confidence count in the order given.
   *
   * @param landmarks pictures that show a landmark, guessed or not
   * @return 0 to 1; NaN if no picture shows a landmark
   */
  public static double of(List<Guess> guesses, int landmarks) {
    List<Guess> sorted = new ArrayList<>(guesses);
    sorted.sort(Comparator.comparingDouble(Guess::confidence).reversed());
    double sum = 0;
    int right = 0;
    for (int i = 0; i < sorted.size(); i++) {
      if (sorted.get(i).right()) {
        right++;
        sum += right / (i + 1.0);
      }
    }
    return sum / landmarks;
  }
}
