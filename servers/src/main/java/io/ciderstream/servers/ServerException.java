package io.ciderstream.servers;

/** A server cannot be had or does not start; the message says why and what to do. */
public final class ServerException extends RuntimeException {
  /**
   * @param message what happened and what to do
   */
  public ServerException(String message) {
    super(message);
  }

  /** As above, with the cause. */
  public ServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
