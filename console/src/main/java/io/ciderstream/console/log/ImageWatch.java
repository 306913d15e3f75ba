package io.ciderstream.console.log;

import java.util.Optional;

/** Keeps what comes of an image id until it is closed, however much else comes. Any thread. */
public interface ImageWatch extends AutoCloseable {
  /** Returns the latest record of the id in a partition of descriptors, if one came. */
  Optional<ImageLocation> in(int partition);

  @Override
  void close();
}
