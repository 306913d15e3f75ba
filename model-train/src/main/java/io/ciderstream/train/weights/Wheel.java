package io.ciderstream.train.weights;

import java.util.List;

/**
 * A Python package of one exact version, as one file.
 *
 * @param project name in the package index
 * @param version exact version
 * @param file name of the file
 * @param sha256 of the file, 64 hex digits in lower case
 * @param platform further arguments for {@code pip download} that pick this file
 */
public record Wheel(
    String project, String version, String file, String sha256, List<String> platform) {
  public Wheel {
    if (!sha256.matches("[0-9a-f]{64}") || !file.matches("[\\w.+-]+\\.whl")) {
      throw new IllegalArgumentException("file %s, sha256 %s".formatted(file, sha256));
    }
    platform = List.copyOf(platform);
  }
}
