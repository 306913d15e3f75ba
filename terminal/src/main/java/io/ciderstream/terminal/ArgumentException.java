package io.ciderstream.terminal;

/** An argument of the command line is invalid; the message says which and why. */
public final class ArgumentException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Creates an argument exception.
   *
   * @param message whole sentences
   */
  public ArgumentException(String message) {
    super(message);
  }
}
