package io.ciderstream.train.evaluate.truth;

import io.ciderstream.train.evaluate.metric.AveragePrecision;
import io.ciderstream.train.evaluate.metric.Protocol;
import io.ciderstream.train.evaluate.metric.Truth;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Revisited Oxford and Paris (Radenovic et al., CVPR 2018), from {@code gnd_roxford5k.pkl} and
 * {@code gnd_rparis6k.pkl}. Easy: right is easy, ignored are junk and hard. Medium: right are easy
 * and hard, ignored is junk. Hard: right is hard, ignored are junk and easy.
 */
public final class RevisitedTruth {
  /** Name of the protocol that is shown where there is room for one. */
  public static final String MEDIUM = "medium";

  private static final String EASY = "easy";
  private static final String HARD = "hard";
  private static final String JUNK = "junk";

  private RevisitedTruth() {}

  /**
   * Reads the ground truth.
   *
   * @param file the pickled annotation
   * @param images folder of the pictures, or of a folder {@code jpg} with them
   * @throws io.ciderstream.schemas.CiderException DATA_INVALID if the file is not of that form
   */
  public static RetrievalSet read(Path file, Path images) {
    PickledTruth truth = PickledTruth.read(file, List.of(EASY, HARD, JUNK));
    PictureFolder folder = new PictureFolder(images);
    try {
      return new RetrievalSet(truth.queries(folder), truth.index(folder), protocols(truth.rows()));
    } catch (IllegalArgumentException e) {
      throw Truths.refused(file, e.getMessage(), e);
    }
  }

  private static List<Protocol> protocols(List<Map<String, int[]>> rows) {
    return List.of(
        protocol("easy", rows, List.of(EASY), List.of(JUNK, HARD)),
        protocol(MEDIUM, rows, List.of(EASY, HARD), List.of(JUNK)),
        protocol("hard", rows, List.of(HARD), List.of(JUNK, EASY)));
  }

  private static Protocol protocol(
      String name, List<Map<String, int[]>> rows, List<String> right, List<String> ignored) {
    return new Protocol(
        name,
        rows.stream().map(query -> Truth.of(of(query, right), of(query, ignored))).toList(),
        AveragePrecision.TRAPEZOID);
  }

  private static IntStream of(Map<String, int[]> query, List<String> lists) {
    return lists.stream().flatMapToInt(list -> Arrays.stream(query.get(list)));
  }
}
