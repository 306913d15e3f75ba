package io.ciderstream.index.values;

/** Thrown if a value does not fit its field. The caller adds the field and the key. */
public final class BadValueException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param reason continues "The field x of y" and contains no part of a vector's numbers
   */
  public BadValueException(String reason) {
    super(reason, null, false, false);
  }
}
