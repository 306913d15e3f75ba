package io.ciderstream.servers;

import java.nio.file.Path;

/**
 * The folder that servers are installed in.
 *
 * @param path the folder; created when needed
 */
public record ServerHome(Path path) {
  /** Returns the folder that the launcher and the build set. */
  public static ServerHome fromSystemProperty() {
    String home = System.getProperty("cider.home");
    if (home == null) {
      throw new ServerException(
          "The system property cider.home is not set; start with ./cider, or set it to a folder.");
    }
    return new ServerHome(Path.of(home).toAbsolutePath());
  }
}
