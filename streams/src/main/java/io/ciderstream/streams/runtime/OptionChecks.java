package io.ciderstream.streams.runtime;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;

/** Checks of options. */
final class OptionChecks {
  private OptionChecks() {}

  static void require(boolean holds, String detail, Object... values) {
    if (!holds) {
      throw new CiderException(ErrorCode.SETTING_INVALID, detail.formatted(values));
    }
  }
}
