package io.ciderstream.console.api;

import io.ciderstream.console.log.DeadLetter;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ErrorKind;
import java.util.Locale;
import java.util.Set;

/** Whether a rejected record can succeed if it is sent again as it is. */
enum ReplayAdvice {
  /** It failed for a reason that can be gone. */
  HELPS,
  /** It can succeed after a limit or a list of allowed hosts is changed. */
  AFTER_CHANGE,
  /** The same bytes are rejected again, or the record is incomplete. */
  NEVER;

  private static final Set<ErrorCode> OF_LIMITS =
      Set.of(
          ErrorCode.VALUE_TOO_LARGE,
          ErrorCode.PICTURE_TOO_LARGE,
          ErrorCode.DECODE_TIMEOUT,
          ErrorCode.OUTPUT_TOO_LARGE,
          ErrorCode.URI_REFUSED,
          ErrorCode.URI_NOT_FOUND);

  /** Returns the advice for a letter; the code of a later version may be unknown, and helps. */
  static ReplayAdvice of(DeadLetter letter) {
    if (!letter.whole() || letter.id().isEmpty()) {
      return NEVER;
    }
    return ErrorCode.named(letter.code()).map(ReplayAdvice::of).orElse(HELPS);
  }

  private static ReplayAdvice of(ErrorCode code) {
    if (OF_LIMITS.contains(code)) {
      return AFTER_CHANGE;
    }
    return code.kind() == ErrorKind.INPUT ? NEVER : HELPS;
  }

  /** Returns the name in JSON. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
