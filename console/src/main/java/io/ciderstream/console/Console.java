package io.ciderstream.console;

import io.ciderstream.client.follow.ProgressFollower;
import io.ciderstream.console.api.ApiRoutes;
import io.ciderstream.console.http.AccessControl;
import io.ciderstream.console.http.HttpServer;
import io.ciderstream.console.http.Route;
import io.ciderstream.console.http.Router;
import io.ciderstream.console.live.Freshness;
import io.ciderstream.console.live.IndexRows;
import io.ciderstream.console.live.PictureCount;
import io.ciderstream.console.live.SeenTopics;
import io.ciderstream.console.live.SystemMonitor;
import io.ciderstream.console.live.SystemReports;
import io.ciderstream.console.log.Codecs;
import io.ciderstream.console.log.DeadLetterView;
import io.ciderstream.console.log.DescriptorFinder;
import io.ciderstream.console.log.DescriptorView;
import io.ciderstream.console.log.ImageLocator;
import io.ciderstream.console.log.PictureCache;
import io.ciderstream.console.log.RecordFetcher;
import io.ciderstream.console.log.RecordSender;
import io.ciderstream.console.log.SearcherClient;
import io.ciderstream.console.log.StoredImages;
import io.ciderstream.console.log.Thumbnails;
import io.ciderstream.console.log.TopicAccess;
import io.ciderstream.schemas.RunningParts;
import io.ciderstream.schemas.Topics;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The running console: assembles the parts and starts them. */
public final class Console implements AutoCloseable {
  private final RunningParts started = new RunningParts();
  private final ConsoleOptions options;
  private HttpServer http;
  private List<Route> routes;

  private Console(ConsoleOptions options) {
    this.options = options;
  }

  /**
   * Starts to read the topics and to listen. The console serves at once, and is ready when it has
   * read the last records of the descriptors topic.
   *
   * @param clients to the brokers
   * @param rows counts the pictures of a system that is too large to count its ids
   * @param codecs closed by the caller
   * @param reports check the installation
   * @throws io.ciderstream.schemas.CiderException SETTING_INVALID if it cannot listen
   */
  public static Console start(
      ConsoleOptions options,
      ConsoleClients clients,
      IndexRows rows,
      Codecs codecs,
      Thumbnails thumbnails,
      SystemReports reports,
      Clock clock) {
    Console console = new Console(options);
    try {
      console.open(clients, rows, codecs, thumbnails, reports, clock);
      return console;
    } catch (RuntimeException e) {
      console.close();
      throw e;
    }
  }

  private void open(
      ConsoleClients clients,
      IndexRows rows,
      Codecs codecs,
      Thumbnails thumbnails,
      SystemReports reports,
      Clock clock) {
    Topics topics = options.topics();
    Freshness freshness = new Freshness(clock);
    RecordSender sender = started.add(new RecordSender(clients.producer()));
    RecordFetcher reader = started.add(new RecordFetcher(clients::consumer));
    DescriptorView descriptors =
        started.add(
            new DescriptorView(
                clients::consumer, topics.descriptors(), codecs::descriptor, freshness));
    PictureCount count = started.add(new PictureCount(descriptors, rows));
    options
        .progress()
        .ifPresent(
            source ->
                started.add(
                    new ProgressFollower(
                        "console-progress",
                        () -> clients.consumer(Map.of()),
                        source,
                        topics.descriptors(),
                        position -> freshness.reached(position.partition(), position.offset()))));
    DeadLetterView deadLetters =
        started.add(
            new DeadLetterView(
                clients::consumer,
                List.of(
                    topics.imagesDeadLetters(),
                    topics.descriptorsDeadLetters(),
                    topics.queriesDeadLetters())));
    SearcherClient queries =
        started.add(
            new SearcherClient(() -> clients.consumer(Map.of()), topics.replies(), codecs::reply));
    SystemMonitor monitor =
        started.add(
            new SystemMonitor(
                topics,
                options.groups(),
                started.add(clients.cluster()),
                new SeenTopics(descriptors, count, deadLetters, freshness),
                clock));
    ConsoleMetrics metrics = started.add(new ConsoleMetrics());
    metrics.bind(monitor.history());
    AccessControl accessControl = new AccessControl(options.access(), clock);
    PictureCache pictures =
        new PictureCache(reader, codecs, thumbnails, topics.images(), options.cacheBytes());
    TopicAccess access =
        new TopicAccess(
            codecs,
            sender,
            queries,
            new ImageLocator(
                descriptors,
                new StoredImages(topics.queries(), codecs, sender, queries, clock),
                new DescriptorFinder(reader, topics.descriptors(), codecs::descriptor)),
            deadLetters,
            reader,
            pictures);
    routes =
        new ApiRoutes(
                access,
                freshness,
                count,
                monitor.history(),
                accessControl,
                metrics.registry(),
                reports)
            .routes(topics, options.limits());
    count.start();
    monitor.start();
    http =
        started.add(
            HttpServer.start(
                options.access().host(),
                options.port(),
                new Router(
                    routes,
                    accessControl,
                    options.limits().bodyTimeout(),
                    options.remedies(),
                    metrics::answered)));
    // closed first: the server stops only when no client listens to events any more
    started.add(monitor.history());
  }

  /** Returns the URL of the console. */
  public String address() {
    String host = options.access().host();
    String name = host.contains(":") ? "[" + host + "]" : host;
    return "http://%s:%d/".formatted(name, http.port());
  }

  /** Returns every route that is served. */
  List<Route> routes() {
    return routes;
  }

  /** Stops all parts, the last one first. */
  @Override
  public void close() {
    started.close();
  }
}
