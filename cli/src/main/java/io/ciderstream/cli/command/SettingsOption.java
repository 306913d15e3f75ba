package io.ciderstream.cli.command;

import io.ciderstream.cli.settings.Settings;
import io.ciderstream.cli.settings.SettingsLoader;
import io.ciderstream.terminal.Arguments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of every command that uses settings. */
public final class SettingsOption {
  private static final Path DEFAULT_FILE = Path.of("cider.yaml");

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting; overrides the environment and cider.yaml. Repeatable.")
  private final List<String> assignments = new ArrayList<>();

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "The settings file (default: cider.yaml, if there is one).")
  private Path file;

  /** Adds a setting, as {@code --set} does. */
  void set(String name, String value) {
    assignments.add(name + "=" + value);
  }

  /** Returns the values of {@code --set}, in order. */
  List<String> assignments() {
    return List.copyOf(assignments);
  }

  /** Returns these options as they would be written on a command line. */
  List<String> arguments() {
    List<String> line = new ArrayList<>();
    if (file != null) {
      line.addAll(List.of("--settings", file.toAbsolutePath().toString()));
    }
    assignments.forEach(assignment -> line.addAll(List.of("--set", assignment)));
    return line;
  }

  /** Returns the settings in force. */
  Settings load() {
    return load(Map.of());
  }

  /** Returns the settings in force, with other defaults. */
  Settings load(Map<String, String> defaults) {
    return SettingsLoader.load(defaults, fileOr(file), System.getenv(), assignments);
  }

  /** Returns the settings file; one that the user names must exist, the default one need not. */
  static Path fileOr(Path given) {
    return given == null ? DEFAULT_FILE : Arguments.file("--settings", given);
  }
}
