package io.ciderstream.embedding.files;

import io.ciderstream.embedding.settings.EmbeddingSettings;

/** Why an ingest skips a file of a folder. */
public enum SkipReason {
  UNSUPPORTED("not supported"),
  NO_PICTURE("no pictures"),
  HIDDEN("hidden"),
  EMPTY("empty"),
  TOO_LARGE("larger than " + EmbeddingSettings.MAX_BYTES),
  LINK("links to folders, which are not followed"),
  NAME("with names that are not UTF-8"),
  UNREADABLE("cannot be read");

  private final String text;

  SkipReason(String text) {
    this.text = text;
  }

  /** Returns the reason in words. */
  public String text() {
    return text;
  }
}
