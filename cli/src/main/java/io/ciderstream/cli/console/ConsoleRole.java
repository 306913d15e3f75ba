package io.ciderstream.cli.console;

import io.ciderstream.cli.system.Wiring;
import io.ciderstream.console.Console;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import java.time.Clock;

/** Starts the console in this JVM. */
public final class ConsoleRole {
  private ConsoleRole() {}

  /** Starts the console of the wiring's system. The console serves its metrics itself. */
  public static Console start(Wiring wiring) {
    return Console.start(
        wiring.options().console(),
        new ConsoleKafka(wiring.kafka()),
        wiring.admin()::rows,
        wiring.codecs(),
        new SmallCopies(
            wiring.settings().big(EmbeddingSettings.MAX_BYTES),
            wiring.settings().big(EmbeddingSettings.MAX_PIXELS)),
        new InstallationReports(wiring, Clock.systemUTC()),
        Clock.systemUTC());
  }
}
