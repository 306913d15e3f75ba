package io.ciderstream.cli.samples;

import java.util.Objects;

/**
 * One picture.
 *
 * @param fileName its name in the folder
 * @param shows what it shows, for people
 * @param credit whose work it is
 * @param content the encoded picture; not copied
 */
record Sample(String fileName, String shows, Credit credit, byte[] content) {
  Sample {
    Objects.requireNonNull(shows);
    Objects.requireNonNull(credit);
    if (fileName.contains("/") || content.length == 0) {
      throw new IllegalArgumentException(
          "a sample needs a plain file name and content: " + fileName);
    }
  }
}
