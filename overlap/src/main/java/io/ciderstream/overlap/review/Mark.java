package io.ciderstream.overlap.review;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an inspector says about a pair. */
public enum Mark {
  /** Both pictures show the same landmark or object. */
  SAME,
  /** They show different ones. */
  DIFFERENT,
  /** The inspector takes back what was said. */
  NONE;

  /** Returns the mark of a text, if it is one. */
  static Optional<Mark> of(String text) {
    return Arrays.stream(values()).filter(mark -> mark.text().equals(text)).findFirst();
  }

  /** Returns the mark as it is written. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
