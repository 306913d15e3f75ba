package io.ciderstream.index;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** One change of the index, in the order of the log. */
public sealed interface Change {
  /** The image id it is about. */
  String id();

  /** Where in the images topic it comes from, if that is known. */
  Optional<SourcePosition> source();

  /** The row replaces what the index has under its id. */
  record Upsert(Row row) implements Change {
    @Override
    public String id() {
      return row.id();
    }

    @Override
    public Optional<SourcePosition> source() {
      return Optional.of(row.source());
    }
  }

  /** The row of this id goes, if there is one. */
  record Delete(String id, Optional<SourcePosition> source) implements Change {
    /** Refuses null. */
    public Delete {
      requireNonNull(source, "source");
    }

    /** A deletion that comes from nobody knows where. */
    public Delete(String id) {
      this(id, Optional.empty());
    }
  }
}
