package io.ciderstream.train.learn.config;

import io.ciderstream.evaluation.yaml.ConfigBinder;
import io.ciderstream.evaluation.yaml.ConfigText;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.train.network.OptionsText;
import java.nio.file.Path;

/** Reads a training configuration. */
public final class ConfigReader {
  private ConfigReader() {}

  /**
   * Reads a configuration.
   *
   * @param data folder that relative paths of data and weights begin at
   * @throws CiderException SETTING_INVALID, naming the key
   */
  public static TrainConfig read(ConfigText text, Path data) {
    return ConfigBinder.read(text, TrainConfig.class, data, OptionsText.defaults().keySet());
  }
}
