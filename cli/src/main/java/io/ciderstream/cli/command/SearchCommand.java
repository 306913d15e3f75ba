package io.ciderstream.cli.command;

import io.ciderstream.cli.client.QueryClient;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.monitoring.Tracing;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Status;
import io.ciderstream.schemas.serde.AvroGuards;
import io.ciderstream.schemas.serde.ReplyJson;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider search}. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description =
        "Asks on the queries topic with one or several pictures and prints the reply's matches.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider search photo.jpg",
      "  ./cider search --top 5 --region 0.2,0.2,0.8,0.8 photo.jpg",
      "  ./cider search --verify 50 photo.jpg",
      "  ./cider search --filter 'metadata[\"shop\"] == \"north\"' --json photo.jpg",
      "  ./cider search --id my-id --exclude-self --min-score 0.6 --group-by product",
      "  ./cider search --any front.jpg back.jpg"
    })
public final class SearchCommand implements Callable<Integer> {
  @Mixin private SettingsOption settings;

  @Mixin private SearchOptions search;

  @Option(names = "--json", description = "Print the reply as JSON.")
  private boolean json;

  @Option(
      names = "--timeout",
      defaultValue = "30",
      description = "Seconds to wait for the reply (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Arguments.atLeast("--timeout", timeout, 1);
    AvroGuards.install();
    Query query = search.query();
    CommandOutput console = new CommandOutput(spec);
    try (Wiring wiring = new Wiring(settings.load());
        Tracing tracing = wiring.tracing();
        QueryClient client = new QueryClient(wiring.kafka(), wiring.topics(), wiring::reply)) {
      Reply reply = client.ask(wiring.query(query), Map.of(), Duration.ofSeconds(timeout));
      if (json) {
        console.print("%s", new String(ReplyJson.encode(reply), StandardCharsets.UTF_8));
      } else {
        console.print("%s", ReplyText.of(reply, search.offset()));
      }
      return reply.getStatus() == Status.OK ? 0 : 1;
    }
  }
}
