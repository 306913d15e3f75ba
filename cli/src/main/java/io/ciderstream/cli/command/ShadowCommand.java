package io.ciderstream.cli.command;

import io.ciderstream.cli.system.ShadowSystem;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.client.kafka.TopicTail;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.rebuild.shadow.ComparedReply;
import io.ciderstream.rebuild.shadow.ReplyPairs;
import io.ciderstream.rebuild.shadow.ShadowReport;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.streams.searcher.SearcherSettings;
import io.ciderstream.terminal.ArgumentException;
import io.ciderstream.terminal.Arguments;
import io.ciderstream.terminal.CommandOutput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cider shadow}. */
@Command(
    name = "shadow",
    mixinStandardHelpOptions = true,
    description = {
      "Tries another model beside the one that is served: it embeds a share of the live pictures and"
          + " all queries, and reports how its replies differ. Its replies go to a topic of their own.",
      "Only images that came while it ran are compared."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider shadow --model new.onnx --share 10%%",
      "  ./cider shadow --model new.onnx --probes probes.csv --for 600",
      "  ./cider shadow --remove"
    })
public final class ShadowCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final double PERCENT = 100;

  @Mixin private SettingsOption settings;
  @Spec private CommandSpec spec;

  @Option(names = "--model", paramLabel = "FILE", description = "The other model.")
  private Path model;

  @Option(
      names = "--share",
      paramLabel = "PERCENT",
      defaultValue = "100%",
      description = "Share of the image ids that it embeds (default: ${DEFAULT-VALUE}).")
  private String share;

  @Option(
      names = "--k",
      defaultValue = "10",
      description = "How many matches are compared (default: ${DEFAULT-VALUE}).")
  private int k;

  @Option(
      names = "--probes",
      paramLabel = "FILE",
      description =
          "Lines of a picture's file, a comma and the id of the image that it shows: asked"
              + " of both models before each report.")
  private Path probes;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Seconds between two reports (default: ${DEFAULT-VALUE}).")
  private int every;

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "End after this time (default: only when it is stopped).")
  private Long seconds;

  @Option(names = "--json", description = "Print the reports as JSON.")
  private boolean json;

  @Option(
      names = "--remove",
      description =
          "Remove its topics, groups and collection, which are kept otherwise so that it"
              + " can go on.")
  private boolean remove;

  private final ReplyPairs pairs = new ReplyPairs();
  private ShadowReport report;

  @Override
  public Integer call() throws InterruptedException {
    CommandOutput output = new CommandOutput(spec);
    try (Wiring live = new Wiring(settings.load())) {
      Map<String, String> own = new HashMap<>(ShadowSystem.settings(live));
      if (remove) {
        try (Wiring shadow = new Wiring(settings.loadWith(own))) {
          ShadowSystem.remove(shadow);
        }
        output.say("the shadow is removed");
        return 0;
      }
      if (model == null) {
        throw new ArgumentException("--model is missing.");
      }
      own.put(
          EmbeddingSettings.MODEL_FILE.name(),
          Arguments.file("--model", model).toAbsolutePath().toString());
      try (Wiring shadow = new Wiring(settings.loadWith(own))) {
        compare(live, shadow, output);
      }
    }
    return 0;
  }

  private void compare(Wiring live, Wiring shadow, CommandOutput output)
      throws InterruptedException {
    report = new ShadowReport(k);
    List<String> served = new ArrayList<>(List.of(live.topics().replies()));
    served.addAll(live.settings().values().get(SearcherSettings.REPLY_TOPICS));
    try (ShadowSystem system = ShadowSystem.start(shadow, share());
        ShadowProbes asked = ShadowProbes.of(live, Optional.ofNullable(probes));
        TopicTail replies = live.kafka().tail(served);
        TopicTail shadows = live.kafka().tail(List.of(system.replies()))) {
      RoleRunner.of(shadow, output).closeAtExit(system);
      output.say("the shadow runs; Ctrl-C stops it");
      long start = System.nanoTime();
      long end = seconds == null ? Long.MAX_VALUE : Duration.ofSeconds(seconds).toNanos();
      long next = 0;
      while (System.nanoTime() - start < end) {
        if (System.nanoTime() - start >= next) {
          asked.ask();
          next += Duration.ofSeconds(every).toNanos();
          print(output);
        }
        for (ConsumerRecord<byte[], byte[]> one : replies.poll(POLL)) {
          read(live, one).flatMap(pairs::served).ifPresent(pair -> add(pair, system, asked));
        }
        for (ConsumerRecord<byte[], byte[]> one : shadows.poll(POLL)) {
          read(live, one).flatMap(pairs::shadow).ifPresent(pair -> add(pair, system, asked));
        }
      }
      print(output);
    }
  }

  private double share() {
    try {
      double percent = Double.parseDouble(share.replace("%", "").strip());
      if (percent > 0 && percent <= PERCENT) {
        return percent / PERCENT;
      }
    } catch (NumberFormatException e) {
      // rejected below
    }
    throw new ArgumentException("--share is %s, but must be above 0 to 100%%.".formatted(share));
  }

  /** Returns a reply in Avro. Replies in JSON are not compared. */
  private static Optional<ComparedReply> read(Wiring live, ConsumerRecord<byte[], byte[]> one) {
    try {
      return one.value() == null || !AvroSerdes.isFramed(one.value())
          ? Optional.empty()
          : Optional.of(ComparedReply.of(live.reply(one.value())));
    } catch (CiderException e) {
      return Optional.empty();
    }
  }

  private void add(ReplyPairs.Pair pair, ShadowSystem system, ShadowProbes asked) {
    asked
        .asked(pair.served().id())
        .ifPresent(probe -> report.probe(probe.name(), probe.relevant(), pair));
    Set<String> shared = new HashSet<>();
    try {
      system
          .index()
          .sources(pair.served().scores().keySet().stream().map(ImageId::new).toList())
          .keySet()
          .forEach(id -> shared.add(id.value()));
    } catch (CiderException e) {
      return; // its collection does not exist yet, or Milvus does not answer
    }
    report.add(pair, shared);
  }

  private void print(CommandOutput output) {
    ShadowReport.Figures figures = report.figures();
    if (json) {
      output.print("%s", Json.of(figures));
      return;
    }
    output.print(
        "%d queries, %d with matches that both can find (%.1f on average): overlap at %d %.3f, rank correlation %.3f",
        figures.queries(),
        figures.compared(),
        figures.common(),
        k,
        figures.overlap(),
        figures.correlation());
    figures
        .probes()
        .forEach(
            (name, probe) ->
                output.print(
                    "  %s: rank %d, score %.3f; the other model: rank %d, score %.3f",
                    name,
                    probe.servedRank(),
                    probe.servedScore(),
                    probe.shadowRank(),
                    probe.shadowScore()));
    figures
        .served()
        .forEach(
            (stage, time) -> {
              ShadowReport.Latency other =
                  figures.shadow().getOrDefault(stage, new ShadowReport.Latency(0, 0));
              output.print(
                  "  %s: p50 %.1f ms, p99 %.1f ms; the other model: p50 %.1f ms, p99 %.1f ms",
                  stage, time.median(), time.late(), other.median(), other.late());
            });
  }
}
