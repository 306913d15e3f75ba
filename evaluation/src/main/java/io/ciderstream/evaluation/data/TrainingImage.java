package io.ciderstream.evaluation.data;

import java.nio.file.Path;

/**
 * One picture of a data set.
 *
 * @param root folder that the file's name begins at
 * @param file path below the root, with slashes
 * @param label index into the set's labels, or {@link #UNLABELLED}
 */
public record TrainingImage(Path root, String file, int label) {
  /** Label of a picture of which nothing is known. */
  public static final int UNLABELLED = -1;

  public TrainingImage {
    if (label < UNLABELLED) {
      throw new IllegalArgumentException(file + ": label " + label);
    }
  }

  /** Returns the path of the file. */
  public Path path() {
    return root.resolve(file);
  }

  /** Returns whether it has a label. */
  public boolean labelled() {
    return label != UNLABELLED;
  }
}
