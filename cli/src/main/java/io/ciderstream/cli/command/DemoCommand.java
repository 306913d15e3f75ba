package io.ciderstream.cli.command;

import io.ciderstream.cli.client.QueryClient;
import io.ciderstream.cli.console.ConsoleRole;
import io.ciderstream.cli.doctor.ListeningPorts;
import io.ciderstream.cli.settings.ConnectSettings;
import io.ciderstream.cli.settings.Settings;
import io.ciderstream.cli.settings.SystemSettings;
import io.ciderstream.cli.system.LibraryLogs;
import io.ciderstream.cli.system.LocalSystem;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.console.settings.ConsoleSettings;
import io.ciderstream.embedding.files.PictureFiles;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Status;
import io.ciderstream.schemas.settings.KafkaSettings;
import io.ciderstream.servers.ServerHome;
import io.ciderstream.servers.machine.ThisMachine;
import io.ciderstream.streams.searcher.SearcherSettings;
import io.ciderstream.terminal.CommandOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cider demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Starts the whole system on this machine, ingests a folder, searches with one picture.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cider demo",
      "  ./cider demo --exit ~/Pictures",
      "  ./cider demo ~/Pictures --set metrics.port=9464"
    })
public final class DemoCommand implements Callable<Integer> {
  private static final String CONNECT = ConnectSettings.LISTENER.name();
  private static final String PAGE = ConsoleSettings.PORT.name();
  private static final String TOP = "10";
  private static final String VERIFY = "50";
  private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(60);

  @Mixin private SettingsOption settings;

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "Pictures to ingest; without it, bundled photographs of monuments.")
  private Path folder;

  @Option(names = "--exit", description = "End after the search.")
  private boolean exit;

  /** With the progress topic, the page knows at once what is searchable. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          KafkaSettings.PROGRESS_TOPIC.name(),
          "progress",
          SearcherSettings.CANARY_INTERVAL.name(),
          "5000");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    CommandOutput console = new CommandOutput(spec);
    Wiring wiring = new Wiring(settings.load(DEFAULTS));
    Path pictures = Folders.orSamples(folder);
    RequiredPictures.below(pictures);
    requireFreePorts(wiring.settings());
    LibraryLogs.toFile(wiring.settings().path(SystemSettings.DATA_DIR));
    LocalSystem system = LocalSystem.start(wiring, text -> console.say("%s", text));
    AtomicReference<AutoCloseable> page = new AtomicReference<>(() -> {});
    RoleRunner.of(wiring, console).closeAtExit(() -> page.get().close(), wiring, system);
    String address = exit ? "" : startPage(wiring, page);
    if (!exit) {
      console.say("the console is at %s; watch it there", address);
    }
    new FolderIngest(wiring, console).run(pictures);
    wiring.flushIndex();
    Reply reply = search(wiring, console, pictures, system.verifies());
    if (exit) {
      return reply.getStatus() == Status.OK ? 0 : 1;
    }
    console.say("everything keeps running; any client can join, Ctrl-C stops it all");
    console.print("console         %s", address);
    console.print("Kafka           %s", wiring.kafka().bootstrap());
    console.print("schema registry %s", wiring.settings().text(KafkaSettings.REGISTRY_URL));
    console.print("Milvus          %s", wiring.indexAddress());
    Thread.currentThread().join();
    return 0;
  }

  /** Checks the ports that would be opened last, after all else has started. */
  private void requireFreePorts(Settings settings) {
    Map<String, Integer> ports = ListeningPorts.of(settings);
    ports.keySet().retainAll(exit ? Set.of(CONNECT) : Set.of(CONNECT, PAGE));
    ListeningPorts.requireFree(
        ports, new ThisMachine(ServerHome.fromSystemProperty().path())::listens);
  }

  private static String startPage(Wiring wiring, AtomicReference<AutoCloseable> page) {
    var started = ConsoleRole.start(wiring);
    page.set(started);
    return started.address();
  }

  private static Reply search(Wiring wiring, CommandOutput console, Path folder, boolean verify) {
    List<Path> files = RequiredPictures.below(folder);
    Path picture = DemoQuery.of(files);
    console.say("searching with %s", PictureFiles.id(folder, picture));
    try (QueryClient client = new QueryClient(wiring.kafka(), wiring.topics(), wiring::reply)) {
      Map<String, String> headers =
          verify
              ? Map.of(HeaderNames.TOP_K, TOP, HeaderNames.VERIFY, VERIFY)
              : Map.of(HeaderNames.TOP_K, TOP);
      Reply reply = client.ask(Files.readAllBytes(picture), headers, QUERY_TIMEOUT);
      console.print("%s", ReplyText.of(reply));
      return reply;
    } catch (IOException e) {
      throw new UncheckedIOException("The picture " + picture + " cannot be read.", e);
    }
  }
}
