package io.ciderstream.cli.command;

import io.ciderstream.cli.client.Deletion;
import io.ciderstream.cli.client.OutageWait;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.index.Consistency;
import io.ciderstream.monitoring.Tracing;
import io.ciderstream.schemas.Await;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.OutageRetry;
import io.ciderstream.schemas.ReservedIds;
import io.ciderstream.terminal.CommandOutput;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cider delete}. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = "Deletes an image and waits until it is gone from the index.",
    footerHeading = "%nExamples:%n",
    footer = {"  ./cider delete monuments/tower.jpg"})
public final class DeleteCommand implements Callable<Integer> {
  private static final Duration STALL_WARNING = Duration.ofSeconds(20);

  @Mixin private SettingsOption settings;

  @Parameters(paramLabel = "ID", description = "The image's id.")
  private String id;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    ImageId image = ReservedIds.requireUsers(id);
    CommandOutput console = new CommandOutput(spec);
    try (Wiring wiring = new Wiring(settings.load());
        Tracing tracing = wiring.tracing();
        Deletion deletion = new Deletion(wiring.kafka(), wiring.topics(), wiring.index())) {
      boolean known = deletion.delete(image);
      OutageWait outages = new OutageWait(text -> console.say("%s", text));
      Await.until(
          () ->
              outages.call(
                  () -> wiring.index().get(image, Consistency.STRONG).isEmpty(),
                  OutageRetry::isOutage),
          STALL_WARNING,
          () -> console.say("%s is still in the index; ./cider status shows what lags", id));
      console.print(known ? "%s is deleted" : "%s was not in the index", id);
      return 0;
    }
  }
}
