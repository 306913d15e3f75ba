package io.ciderstream.cli.command;

import io.ciderstream.cli.client.QueryClient;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.monitoring.Tracing;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.QueryLimits;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Status;
import io.ciderstream.schemas.serde.ReplyJson;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cider search}. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = "Asks on the queries topic with a picture and prints the reply's matches.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider search photo.jpg",
      "  ./cider search --top 5 --region 0.2,0.2,0.8,0.8 photo.jpg",
      "  ./cider search --verify 50 photo.jpg",
      "  ./cider search --filter 'metadata[\"shop\"] == \"north\"' --json photo.jpg"
    })
public final class SearchCommand implements Callable<Integer> {
  @Mixin private SettingsOption settings;

  @Parameters(paramLabel = "PICTURE", description = "The picture to search with.")
  private Path picture;

  @Option(
      names = "--top",
      defaultValue = "10",
      description =
          "How many matches, 1 to " + QueryLimits.MAX_TOP_K + " (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--verify",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "How many of the first candidates are compared with the picture position by position, 0 to "
              + QueryLimits.MAX_VERIFY
              + " (default: ${DEFAULT-VALUE}).")
  private int verify;

  @Option(names = "--filter", description = "A Milvus expression, such as metadata[\"shop\"] == 7.")
  private String filter;

  @Option(
      names = "--region",
      paramLabel = "X1,Y1,X2,Y2",
      description = "Search with this region of the picture only, each value 0 to 1.")
  private String region;

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
    Arguments.within("--top", top, 1, QueryLimits.MAX_TOP_K);
    Arguments.within("--verify", verify, 0, QueryLimits.MAX_VERIFY);
    Arguments.atLeast("--timeout", timeout, 1);
    Map<String, String> headers = new HashMap<>();
    headers.put(HeaderNames.TOP_K, Integer.toString(top));
    if (verify > 0) {
      headers.put(HeaderNames.VERIFY, Integer.toString(verify));
    }
    if (filter != null) {
      headers.put(HeaderNames.FILTER, filter);
    }
    if (region != null) {
      headers.put(HeaderNames.REGION, region);
    }
    CommandOutput console = new CommandOutput(spec);
    byte[] content = read();
    try (Wiring wiring = new Wiring(settings.load());
        Tracing tracing = wiring.tracing();
        QueryClient client = new QueryClient(wiring.kafka(), wiring.topics(), wiring::reply)) {
      Reply reply = client.ask(content, headers, Duration.ofSeconds(timeout));
      if (json) {
        console.print("%s", new String(ReplyJson.encode(reply), StandardCharsets.UTF_8));
      } else {
        console.print("%s", ReplyText.of(reply));
      }
      return reply.getStatus() == Status.OK ? 0 : 1;
    }
  }

  private byte[] read() {
    try {
      return Files.readAllBytes(Arguments.file("PICTURE", picture));
    } catch (IOException e) {
      throw new UncheckedIOException("The picture " + picture + " cannot be read.", e);
    }
  }
}
