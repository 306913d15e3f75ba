package io.ciderstream.index;

import static java.util.Objects.requireNonNull;

import io.ciderstream.schemas.ImageId;
import java.util.Optional;

/** One change of the index, in the order of the log. */
public sealed interface Change {
  /** Returns the image whose row changes. */
  ImageId id();

  /** Returns the record of the images topic that the change comes from, if it is known. */
  Optional<SourcePosition> source();

  /** Replaces the row of its id, or adds it. */
  record Upsert(Row row) implements Change {
    @Override
    public ImageId id() {
      return row.id();
    }

    @Override
    public Optional<SourcePosition> source() {
      return Optional.of(row.source());
    }
  }

  /** Deletes the row of this id, if there is one. */
  record Delete(ImageId id, Optional<SourcePosition> source) implements Change {
    /** Rejects null. */
    public Delete {
      requireNonNull(id, "id");
      requireNonNull(source, "source");
    }

    /** Creates a deletion whose source is unknown. */
    public Delete(ImageId id) {
      this(id, Optional.empty());
    }
  }
}
