package io.ciderstream.terminal;

import java.nio.file.Files;
import java.nio.file.Path;

/** Checks arguments that several commands have. */
public final class Arguments {
  private Arguments() {}

  /**
   * Returns the file if it exists and can be read.
   *
   * @param name of the argument, such as {@code --config} or {@code PICTURE}
   * @throws ArgumentException if it is not
   */
  public static Path file(String name, Path given) {
    requireNamed(name, given);
    if (!Files.exists(given)) {
      throw new ArgumentException("%s: there is no file %s.".formatted(name, given));
    }
    if (Files.isDirectory(given)) {
      throw new ArgumentException("%s: %s is a folder; name a file.".formatted(name, given));
    }
    return readable(name, given);
  }

  /**
   * Returns the folder if it exists and can be read.
   *
   * @throws ArgumentException if it is not
   */
  public static Path folder(String name, Path given) {
    requireNamed(name, given);
    if (!Files.exists(given)) {
      throw new ArgumentException("%s: there is no folder %s.".formatted(name, given));
    }
    if (!Files.isDirectory(given)) {
      throw new ArgumentException("%s: %s is a file; name a folder.".formatted(name, given));
    }
    return readable(name, given);
  }

  /** An empty path would be the current folder, and mostly comes from a variable that is unset. */
  private static void requireNamed(String name, Path given) {
    if (given.toString().isEmpty()) {
      throw new ArgumentException("%s is empty; write . for the current folder.".formatted(name));
    }
  }

  private static Path readable(String name, Path given) {
    if (!Files.isReadable(given)) {
      throw new ArgumentException("%s: access to %s is denied.".formatted(name, given));
    }
    return given;
  }

  /**
   * Returns the number if it is within bounds.
   *
   * @throws ArgumentException if it is not
   */
  public static long within(String name, long given, long least, long most) {
    if (given < least || given > most) {
      throw new ArgumentException(
          most == Long.MAX_VALUE
              ? "%s is %d, but must be %d or more.".formatted(name, given, least)
              : "%s is %d, but must be %d to %d.".formatted(name, given, least, most));
    }
    return given;
  }

  /** Checks a number that has only a lower bound. */
  public static long atLeast(String name, long given, long least) {
    return within(name, given, least, Long.MAX_VALUE);
  }
}
