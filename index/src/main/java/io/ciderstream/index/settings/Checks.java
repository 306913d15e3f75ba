package io.ciderstream.index.settings;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingCheck;

/** Checks of options that may come from settings or from code. */
final class Checks {
  private Checks() {}

  /** Rejects a number that its setting does not accept. */
  static void within(Setting<? extends Number> setting, long value) {
    if (setting.check() instanceof SettingCheck.Between bounds) {
      within(setting, value, bounds.least().longValue(), bounds.most().longValue());
    }
  }

  /** Rejects a number out of bounds; both are included. */
  static void within(Setting<? extends Number> setting, long value, long least, long most) {
    require(
        value >= least && value <= most,
        "%s is %d, not %d to %d.",
        setting.name(),
        value,
        least,
        most);
  }

  /** Rejects with SETTING_INVALID and this message unless the condition holds. */
  static void require(boolean condition, String message, Object... values) {
    if (!condition) {
      throw new CiderException(ErrorCode.SETTING_INVALID, message.formatted(values));
    }
  }
}
