package io.ciderstream.train.csv;

import java.nio.file.Path;

/** Names of files in lists. */
public final class FileNames {
  private FileNames() {}

  /**
   * Returns the one spelling of a name: without {@code .} and {@code ..} and doubled slashes. The
   * same text if it is spelt so already, as almost all are.
   */
  public static String normal(String name) {
    return name.contains("./") || name.contains("//") ? Path.of(name).normalize().toString() : name;
  }
}
