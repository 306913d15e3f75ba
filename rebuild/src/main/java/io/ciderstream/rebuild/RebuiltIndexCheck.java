package io.ciderstream.rebuild;

import java.util.Optional;

/** Compares the new collection with the log while both change. */
public interface RebuiltIndexCheck {
  /** Returns how they differ; empty if the collection has what the log says. */
  Optional<String> difference() throws InterruptedException;
}
