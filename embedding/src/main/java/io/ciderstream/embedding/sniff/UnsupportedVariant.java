package io.ciderstream.embedding.sniff;

/** A variant of an accepted format that is not decoded; the message says which. */
public final class UnsupportedVariant extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Creates a unsupported variant.
   *
   * @param message what the picture has, such as "12-bit samples"
   */
  public UnsupportedVariant(String message) {
    super(message);
  }
}
