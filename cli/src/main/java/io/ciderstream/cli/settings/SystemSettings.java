package io.ciderstream.cli.settings;

import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingCheck;

/** The settings of the command line itself: its files, and how a role stops. */
public final class SystemSettings {
  public static final Setting<String> DATA_DIR =
      Setting.text(
              "data.dir",
              "$CIDER_HOME/data",
              SettingCheck.nonEmpty(),
              "Folder in which ./cider demo keeps broker, registry and index.")
          .withRemedyFor(ErrorCode.MODEL_MISMATCH);

  public static final Setting<Long> STOP_TIMEOUT =
      Setting.big(
          "stop.timeout.ms",
          20_000,
          4_000,
          600_000,
          "How long a role may take to stop, in order or by force.");

  private SystemSettings() {}
}
