package io.ciderstream.schemas;

import java.nio.charset.StandardCharsets;

/**
 * The one exception of this project. Its {@link #code()} decides what happens to the record; its
 * message says what happened, to which record or key, and what to do.
 */
public final class CiderException extends RuntimeException {
  /** Most bytes of {@link #brief} in UTF-8. */
  public static final int MAX_BRIEF_BYTES = 2048;

  private final ErrorCode code;
  private final String detail;

  /**
   * Creates a cider exception.
   *
   * @param code what went wrong
   * @param detail which record, key or setting, and the values at hand; the code's meaning and
   *     remedy are added
   */
  public CiderException(ErrorCode code, String detail) {
    this(code, detail, null);
  }

  /**
   * Creates the exception with its cause.
   *
   * @see #CiderException(ErrorCode, String)
   */
  public CiderException(ErrorCode code, String detail, Throwable cause) {
    super(text(code, detail), cause);
    this.code = code;
    this.detail = detail;
  }

  private static String text(ErrorCode code, String detail) {
    return "%s: %s %s %s".formatted(code, code.meaning(), detail, code.remedy());
  }

  /**
   * Returns the message for a record that is written: at most {@link #MAX_BRIEF_BYTES} bytes. Of a
   * longer message the detail is cut, which may quote a record, and never the code, meaning or
   * remedy.
   */
  public String brief() {
    int others = text(code, "").getBytes(StandardCharsets.UTF_8).length;
    return text(code, Texts.cut(detail, MAX_BRIEF_BYTES - others));
  }

  /** Returns what went wrong. */
  public ErrorCode code() {
    return code;
  }

  /** Returns the message without the code's meaning and remedy. */
  public String detail() {
    return detail;
  }
}
