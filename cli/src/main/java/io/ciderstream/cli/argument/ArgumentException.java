package io.ciderstream.cli.argument;

/** What a user wrote on the command line cannot be used; the message says what and why. */
public final class ArgumentException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message whole sentences
   */
  public ArgumentException(String message) {
    super(message);
  }
}
