package io.ciderstream.streams.embedder;

import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingCheck;
import io.ciderstream.schemas.settings.SettingValues;
import io.ciderstream.streams.reuse.ReuseOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The settings of what the embedder writes, and of what it keeps to use again. */
public final class EmbedderSettings {
  public static final Setting<Boolean> LOCAL_FEATURES =
      Setting.flag(
          "embedder.local.features",
          true,
          "Whether descriptors have the local features of their picture, if the model has them:"
              + " about 11 kB, without which no match can be verified.");

  public static final Setting<Long> REUSE_BYTES =
      Setting.big(
          "embedder.reuse.bytes",
          2L << 30,
          0,
          1L << 36,
          "Most bytes of embeddings that an instance keeps on disk, so that a picture it has seen is"
              + " neither decoded nor embedded again; about 14 kB a picture with local features and 3"
              + " kB without. The oldest leave first. 0 keeps none.");

  public static final Setting<String> REUSE_DIR =
      Setting.text(
          "embedder.reuse.dir",
          "",
          SettingCheck.none(),
          "Folder of these embeddings; empty is the folder embeddings beside the role's other state. It is"
              + " safe to delete while no embedder runs.");

  /** In the order of the documentation. */
  public static final List<Setting<?>> ALL = List.of(LOCAL_FEATURES, REUSE_BYTES, REUSE_DIR);

  private EmbedderSettings() {}

  /**
   * Returns the options from the values of {@link #ALL}.
   *
   * @param reuseDir the folder that {@link #REUSE_DIR} names
   */
  public static EmbedderOptions from(SettingValues values, Path reuseDir) {
    boolean localFeatures = values.get(LOCAL_FEATURES);
    long bytes = values.get(REUSE_BYTES);
    return new EmbedderOptions(
        localFeatures,
        bytes == 0
            ? Optional.empty()
            : Optional.of(new ReuseOptions(reuseDir, bytes, localFeatures)));
  }
}
