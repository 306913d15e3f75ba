package io.ciderstream.cli.command;

import io.ciderstream.cli.settings.Settings;
import io.ciderstream.cli.settings.SettingsLoader;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private boolean warned;

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
    Settings settings = SettingsLoader.load(defaults, fileOr(file), System.getenv(), assignments);
    List<String> visible = settings.visibleSecrets();
    if (!visible.isEmpty() && command != null && !warned) {
      warned = true;
      new CommandOutput(command)
          .say(
              "all users of this machine can see %s on the command line; use the environment (%s)",
              visible.getFirst(), SettingsLoader.environmentName(visible.getFirst()));
    }
    return settings;
  }

  /** Returns the settings in force, except for these values by name. */
  Settings loadWith(Map<String, String> overriding) {
    List<String> all = new ArrayList<>(assignments);
    overriding.forEach((name, value) -> all.add(name + "=" + value));
    return SettingsLoader.load(Map.of(), fileOr(file), System.getenv(), all);
  }

  /** Returns the settings file; one that the user names must exist, the default one need not. */
  static Path fileOr(Path given) {
    return given == null ? DEFAULT_FILE : Arguments.file("--settings", given);
  }
}
