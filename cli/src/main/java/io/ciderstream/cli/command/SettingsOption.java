package io.ciderstream.cli.command;

import io.ciderstream.cli.settings.Settings;
import io.ciderstream.cli.settings.SettingsLoader;
import io.ciderstream.terminal.Arguments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that every command shares. */
public final class SettingsOption {
  private static final Path USUAL = Path.of("cider.yaml");

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting; stronger than the environment and cider.yaml. Repeatable.")
  private final List<String> assignments = new ArrayList<>();

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "The settings file (default: cider.yaml, if there is one).")
  private Path file;

  /** Sets one more, as {@code --set} would. */
  void set(String name, String value) {
    assignments.add(name + "=" + value);
  }

  /** What {@code --set} said, in order. */
  List<String> assignments() {
    return List.copyOf(assignments);
  }

  /** The settings in force. */
  Settings load() {
    return load(Map.of());
  }

  /** The same with defaults of the command's own. */
  Settings load(Map<String, String> defaults) {
    return SettingsLoader.load(defaults, fileOr(file), System.getenv(), assignments);
  }

  /** The settings file; one that the user names must be there, the usual one need not. */
  static Path fileOr(Path given) {
    return given == null ? USUAL : Arguments.file("--settings", given);
  }
}
