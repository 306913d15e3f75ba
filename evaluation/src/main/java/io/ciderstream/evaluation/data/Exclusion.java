package io.ciderstream.evaluation.data;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The classes that an exclusion file names, and how much they removed. One thread. */
public final class Exclusion {
  private final Set<String> excluded;
  private final Set<String> found = new LinkedHashSet<>();
  private long pictures;

  private Exclusion(Set<String> excluded) {
    this.excluded = excluded;
  }

  /**
   * Reads a file: a class a line, as {@link ExclusionLine} says; an empty line or one that begins
   * with # is skipped.
   *
   * @param file empty to exclude nothing
   * @param valid whether a line can be a class
   * @throws CiderException DATA_INVALID if it cannot be read or a line is not valid
   */
  static Exclusion read(Optional<Path> file, Predicate<String> valid) {
    return new Exclusion(file.map(path -> lines(path, valid)).orElse(Set.of()));
  }

  /**
   * Returns the classes that a file names.
   *
   * @throws CiderException DATA_INVALID if it cannot be read
   */
  public static Set<String> classes(Path file) {
    return lines(file, name -> true);
  }

  private static Set<String> lines(Path file, Predicate<String> valid) {
    try {
      Set<String> classes = new LinkedHashSet<>();
      for (String line : Files.readString(file).replaceFirst("^\uFEFF", "").lines().toList()) {
        ExclusionLine.read(line).ifPresent(classes::add);
      }
      for (String name : classes) {
        if (!valid.test(name)) {
          throw new CiderException(
              ErrorCode.DATA_INVALID, "%s: '%s' is not a landmark id.".formatted(file, name));
        }
      }
      return classes;
    } catch (IOException e) {
      throw new CiderException(
          ErrorCode.DATA_INVALID,
          "The exclusion file %s cannot be read: %s. It names landmarks to leave out, one id a line; if there is none to leave out, an empty file will do."
              .formatted(file, FileTrouble.reason(e)),
          e);
    }
  }

  /** Returns whether a class is excluded, and counts its picture. */
  boolean removes(String label) {
    boolean removed = excluded.contains(label);
    if (removed) {
      found.add(label);
      pictures++;
    }
    return removed;
  }

  /** Returns what was removed, of a set in which so much is left. */
  Removal removal(long classesLeft, long picturesLeft) {
    List<String> unknown = excluded.stream().filter(name -> !found.contains(name)).toList();
    return new Removal(found.size(), pictures, classesLeft, picturesLeft, unknown);
  }

  /** Returns what was removed as the end of a sentence; empty if there is no such file. */
  String text() {
    if (excluded.isEmpty()) {
      return "";
    }
    long unknown = excluded.size() - (long) found.size();
    return ", %,d of %,d labels by the exclusion file%s"
        .formatted(
            pictures,
            found.size(),
            unknown == 0 ? "" : " (%,d of its labels are not there)".formatted(unknown));
  }
}
