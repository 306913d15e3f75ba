package io.ciderstream.servers;

/** A server cannot be installed or started; the message says why and what to do. */
public class ServerException extends RuntimeException {
  /**
   * Creates an error without a cause.
   *
   * @param message what happened and what to do
   */
  public ServerException(String message) {
    super(message);
  }

  /** Creates an error with a cause. */
  public ServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
