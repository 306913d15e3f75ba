package io.ciderstream.evaluation.yaml;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A training configuration as it was written, before any key is understood: YAML, and its keys.
 *
 * @param text as it was read, or, once a key was set otherwise, as YAML writes the keys
 * @param keys values by key: maps, lists, texts, numbers, true or false
 */
public record ConfigText(String text, Map<String, Object> keys) {

  /**
   * Reads a configuration file.
   *
   * @throws CiderException SETTING_INVALID if it cannot be read or has no keys
   */
  public static ConfigText read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw invalid("%s cannot be read: %s.".formatted(file, FileTrouble.reason(e)), e);
    }
  }

  /**
   * Parses a configuration.
   *
   * @param name of the text, for messages
   * @throws CiderException SETTING_INVALID if it has no keys
   */
  public static ConfigText parse(String text, String name) {
    try {
      Map<String, Object> keys = Overrides.textKeys(yaml().load(text));
      if (keys == null) {
        throw invalid("%s has no keys.".formatted(name), null);
      }
      return new ConfigText(text, keys);
    } catch (YAMLException e) {
      throw invalid("%s cannot be read: %s.".formatted(name, e.getMessage()), e);
    }
  }

  /**
   * Returns a copy with single keys replaced.
   *
   * @param assignments {@code KEY=VALUE}, in order; see {@link Overrides}
   * @throws CiderException SETTING_INVALID, naming the assignment
   */
  public ConfigText with(List<String> assignments) {
    if (assignments.isEmpty()) {
      return this;
    }
    Map<String, Object> changed = Overrides.apply(keys, assignments);
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    String dumped = new Yaml(options).dump(changed);
    return parse(dumped, "the configuration with " + String.join(", ", assignments));
  }

  /** Returns whether both have the same keys and values. */
  public boolean hasSameKeys(ConfigText other) {
    return keys.equals(other.keys);
  }

  static Object value(String text) {
    return yaml().load(text);
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false); // one of two values would be lost without an error
    return new Yaml(new SafeConstructor(options));
  }

  private static CiderException invalid(String detail, Throwable cause) {
    return new CiderException(ErrorCode.SETTING_INVALID, detail, cause);
  }
}
