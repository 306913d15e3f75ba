package io.ciderstream.index.values;

/** A value does not fit its field; who knows the field and the key adds them. */
public final class BadValueException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param reason goes on after "The field x of y"; without a vector's numbers
   */
  public BadValueException(String reason) {
    super(reason, null, false, false);
  }
}
