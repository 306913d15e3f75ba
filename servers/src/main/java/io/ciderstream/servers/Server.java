package io.ciderstream.servers;

/** A running server on this machine. */
public interface Server extends AutoCloseable {
  /** Returns the address in the form that clients take. */
  String address();

  /** Stops the server in order and waits until it has ended. */
  @Override
  void close();
}
