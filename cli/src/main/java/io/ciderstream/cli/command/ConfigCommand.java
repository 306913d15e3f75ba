package io.ciderstream.cli.command;

import io.ciderstream.cli.settings.Settings;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cider config}. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Prints every setting with its value and where it came from.",
    footerHeading = "%nExamples:%n",
    footer = {"  ./cider config", "  ./cider config --set index.name=mine"})
public final class ConfigCommand implements Runnable {
  @Mixin private SettingsOption settings;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Settings values = settings.load();
    values
        .printable()
        .forEach(
            (name, value) ->
                spec.commandLine()
                    .getOut()
                    .printf(
                        Locale.ROOT, "%-32s %-40s %s%n", name, value, values.origin(name).label()));
    spec.commandLine().getOut().flush();
  }
}
