package io.ciderstream.embedding.settings;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.Setting;

/** Checks of numbers that settings give. */
public final class SettingRange {
  private SettingRange() {}

  /**
   * Rejects a smaller number.
   *
   * @throws CiderException SETTING_INVALID
   */
  public static void requireAtLeast(long least, long value, Setting<?> setting) {
    if (value < least) {
      throw invalid(value, setting, "at least " + least);
    }
  }

  /**
   * Rejects a number outside 1 to {@code most}.
   *
   * @throws CiderException SETTING_INVALID
   */
  public static void requireAtMost(long most, long value, Setting<?> setting) {
    if (value < 1 || value > most) {
      throw invalid(value, setting, "1 to " + most);
    }
  }

  private static CiderException invalid(long value, Setting<?> setting, String range) {
    return new CiderException(
        ErrorCode.SETTING_INVALID, "%s is %d, but must be %s.".formatted(setting, value, range));
  }
}
