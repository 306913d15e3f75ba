package io.ciderstream.cli.command;

import io.ciderstream.cli.system.Wiring;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cider export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Makes the default model, unless it is there, and prints where it is.",
    footerHeading = "%nExamples:%n",
    footer = {"  ./cider export"})
public final class ExportCommand implements Callable<Integer> {
  @Mixin private SettingsOption settings;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (Wiring wiring = new Wiring(settings.load())) {
      new Console(spec).print("%s", wiring.modelText());
      return 0;
    }
  }
}
