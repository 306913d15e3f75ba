package io.ciderstream.evaluation.truth;

import io.ciderstream.evaluation.truth.PickledTruth.Lists;
import java.nio.file.Path;
import java.util.List;

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
    return PickledTruth.read(
        file,
        new PictureFolder(images),
        List.of(
            new Lists("easy", List.of(EASY), List.of(JUNK, HARD)),
            new Lists(MEDIUM, List.of(EASY, HARD), List.of(JUNK)),
            new Lists("hard", List.of(HARD), List.of(JUNK, EASY))));
  }
}
