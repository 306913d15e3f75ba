package io.ciderstream.schemas;

/**
 * The one exception of this project's own making. Its {@link #code()} decides what happens to the
 * record; its message says what happened, to which record or key, and what to do.
 */
public final class CiderException extends RuntimeException {
  private final ErrorCode code;
  private final String detail;

  /**
   * @param code what went wrong
   * @param detail which record, key or setting, and the values at hand; the code's meaning and
   *     remedy are added
   */
  public CiderException(ErrorCode code, String detail) {
    this(code, detail, null);
  }

  /** As above, with the cause. */
  public CiderException(ErrorCode code, String detail, Throwable cause) {
    super("%s: %s %s %s".formatted(code, code.meaning(), detail, code.remedy()), cause);
    this.code = code;
    this.detail = detail;
  }

  /** What went wrong. */
  public ErrorCode code() {
    return code;
  }

  /** The message without the code's meaning and remedy. */
  public String detail() {
    return detail;
  }
}
