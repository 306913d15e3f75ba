package io.ciderstream.streams.embedder;

import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingValues;
import java.util.List;

/** The settings of what the embedder writes. */
public final class EmbedderSettings {
  public static final Setting<Boolean> LOCAL_FEATURES =
      Setting.flag(
          "embedder.local.features",
          true,
          "Whether descriptors have the local features of their picture, if the model has them:"
              + " about 11 kB, without which no match can be verified.");

  /** In the order of the documentation. */
  public static final List<Setting<?>> ALL = List.of(LOCAL_FEATURES);

  private EmbedderSettings() {}

  /** Returns the options from the values of {@link #ALL}. */
  public static EmbedderOptions from(SettingValues values) {
    return new EmbedderOptions(values.get(LOCAL_FEATURES));
  }
}
