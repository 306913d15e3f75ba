package io.ciderstream.servers;

/** A server cannot start because another process listens on its port. */
public final class PortTakenException extends ServerException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception for a server such as "the schema registry". */
  public PortTakenException(int port, String server, Throwable cause) {
    super(
        "Port %d for %s is in use; stop the program that listens there, or choose another port."
            .formatted(port, server),
        cause);
  }
}
