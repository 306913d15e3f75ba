package io.ciderstream.evaluation.data;

import io.ciderstream.schemas.CiderException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Pictures that could not be decoded, each reported once. Any thread. */
public final class BadPictures {
  private final Set<Path> seen = ConcurrentHashMap.newKeySet();
  private final DataReport report;

  /**
   * Creates the bad pictures.
   *
   * @param report gets a line for each, on any thread
   */
  public BadPictures(DataReport report) {
    this.report = report;
  }

  /** Reports a picture that could not be decoded. */
  public void add(Path file, CiderException why) {
    if (seen.add(file)) {
      // not the remedy, which names settings of what serves
      report.say(
          "%s: %s: %s %s"
              .formatted(report.name(file), why.code(), why.code().meaning(), why.detail()));
    }
  }

  /** Returns how many there are so far. */
  public int count() {
    return seen.size();
  }
}
