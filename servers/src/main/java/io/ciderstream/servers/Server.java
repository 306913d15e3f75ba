package io.ciderstream.servers;

/** A running server on this machine. */
public interface Server extends AutoCloseable {
  /** Where to reach it, in the form that its clients take. */
  String address();

  /** Stops it in order and waits until it has ended. */
  @Override
  void close();
}
