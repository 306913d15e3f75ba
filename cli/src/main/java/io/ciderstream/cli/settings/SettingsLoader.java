package io.ciderstream.cli.settings;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads settings from {@code cider.yaml}, then the environment, then {@code --set}. */
public final class SettingsLoader {
  private SettingsLoader() {}

  /**
   * Loads the settings from a file, the environment and the command line.
   *
   * @param file {@code cider.yaml}; skipped if it does not exist
   * @param environment the process's environment; {@code index.name} is read from {@code
   *     CIDER_INDEX_NAME}
   * @param assignments {@code key=value} each
   * @throws CiderException SETTING_INVALID if any of them is wrong
   */
  public static Settings load(
      Path file, Map<String, String> environment, List<String> assignments) {
    return load(Map.of(), file, environment, assignments);
  }

  /**
   * Loads the settings as {@link #load(Path, Map, List)} does, with a command's own defaults.
   *
   * @param defaults used for what no other source sets
   */
  public static Settings load(
      Map<String, String> defaults,
      Path file,
      Map<String, String> environment,
      List<String> assignments) {
    Map<String, String> values = new HashMap<>(defaults);
    Map<String, Origin> origins = new HashMap<>();
    readFile(file)
        .forEach(
            (name, value) -> {
              values.put(name, value);
              origins.put(name, Origin.FILE);
            });
    for (String name : Catalogue.DEFINITION.names()) {
      String value = environment.get(environmentName(name));
      if (value != null) {
        values.put(name, value);
        origins.put(name, Origin.ENVIRONMENT);
      }
    }
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw invalid("--set %s is not of the form key=value.".formatted(assignment), null);
      }
      String name = assignment.substring(0, equals);
      values.put(name, assignment.substring(equals + 1));
      origins.put(name, Origin.COMMAND_LINE);
    }
    return new Settings(values, origins);
  }

  /**
   * Returns the environment variable of a setting: {@code index.name} is {@code CIDER_INDEX_NAME}.
   */
  public static String environmentName(String setting) {
    return "CIDER_" + setting.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private static Map<String, String> readFile(Path file) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    try (var reader = Files.newBufferedReader(file)) {
      Map<String, String> flat = new HashMap<>();
      flatten("", new Yaml(new SafeConstructor(new LoaderOptions())).load(reader), flat);
      return flat;
    } catch (IOException e) {
      throw invalid("%s cannot be read: %s.".formatted(file, FileTrouble.reason(e)), e);
    } catch (MarkedYAMLException e) {
      // its message quotes the line, which may hold a secret
      throw invalid(
          "%s cannot be read: line %d: %s."
              .formatted(file, e.getProblemMark().getLine() + 1, e.getProblem()),
          null);
    } catch (YAMLException e) {
      throw invalid("%s cannot be read: %s.".formatted(file, e.getMessage()), e);
    }
  }

  /** Nested maps and dotted names mean the same; lists are joined by commas. */
  private static void flatten(String prefix, Object node, Map<String, String> into) {
    switch (node) {
      case null -> {}
      case Map<?, ?> map ->
          map.forEach(
              (key, value) ->
                  flatten(prefix.isEmpty() ? "" + key : prefix + "." + key, value, into));
      case List<?> list ->
          into.put(prefix, String.join(",", list.stream().map(String::valueOf).toList()));
      default -> into.put(prefix, node.toString());
    }
  }

  private static CiderException invalid(String detail, Throwable cause) {
    return new CiderException(ErrorCode.SETTING_INVALID, detail, cause);
  }
}
