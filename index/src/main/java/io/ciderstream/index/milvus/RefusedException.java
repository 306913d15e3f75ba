package io.ciderstream.index.milvus;

/** Milvus was reached and said no. The caller knows what was asked, and so what that means. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RefusedException(String what, Throwable cause) {
    super("Milvus refused to %s: %s".formatted(what, cause.getMessage()), cause);
  }
}
