package io.ciderstream.index.milvus.rows;

/** A value does not fit its field; who knows the field and the key adds them. */
final class BadValueException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param reason goes on after "The field x of y"; without a vector's numbers
   */
  BadValueException(String reason) {
    super(reason, null, false, false);
  }
}
