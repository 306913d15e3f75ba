package io.ciderstream.evaluation.data;

import java.nio.file.Path;

/** Receives the pictures of a list one by one, so that a list of any length needs no memory. */
@FunctionalInterface
public interface PictureReader {
  /**
   * Receives a picture.
   *
   * @param root folder that the file's name begins at, the same for all pictures of a source
   * @param file path below the root, with slashes
   * @param label its class; empty if nothing is known of it
   */
  void read(Path root, String file, String label);
}
