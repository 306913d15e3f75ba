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
 * @param text as it was read, or, with a base or once a key was set otherwise, as YAML writes the
 *     keys
 * @param keys values by key: maps, lists, texts, numbers, true or false
 */
public record ConfigText(String text, Map<String, Object> keys) {

  private static final int MAX_BASES = 8;

  /**
   * Reads a configuration file. With the key {@value BaseKeys#BASE}, the path of another
   * configuration relative to this one, the keys of this file are set in those of the other; see
   * {@link BaseKeys}.
   *
   * @throws CiderException SETTING_INVALID if it cannot be read, has no keys, or a base of it has
   *     itself as a base
   */
  public static ConfigText read(Path file) {
    return read(file, 0);
  }

  private static ConfigText read(Path file, int depth) {
    if (depth > MAX_BASES) {
      throw invalid(
          "%s has a chain of more than %d bases; a configuration may have itself as a base."
              .formatted(file, MAX_BASES),
          null);
    }
    ConfigText own;
    try {
      own = parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw invalid("%s cannot be read: %s.".formatted(file, FileTrouble.reason(e)), e);
    }
    if (!own.keys.containsKey(BaseKeys.BASE)) {
      return own;
    }
    if (!(own.keys.get(BaseKeys.BASE) instanceof String name)) {
      throw invalid("%s: base must be the name of a configuration file.".formatted(file), null);
    }
    ConfigText base = read(file.resolveSibling(name), depth + 1);
    return dumped(BaseKeys.merged(base.keys, own.keys), file.toString());
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
    return dumped(
        Overrides.apply(keys, assignments),
        "the configuration with " + String.join(", ", assignments));
  }

  private static ConfigText dumped(Map<String, Object> keys, String name) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    return parse(new Yaml(options).dump(keys), name);
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
