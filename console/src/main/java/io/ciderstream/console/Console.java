package io.ciderstream.console;

import io.ciderstream.client.follow.ProgressFollower;
import io.ciderstream.console.api.Api;
import io.ciderstream.console.http.Gate;
import io.ciderstream.console.http.HttpServer;
import io.ciderstream.console.http.Route;
import io.ciderstream.console.http.Router;
import io.ciderstream.console.live.Freshness;
import io.ciderstream.console.live.Live;
import io.ciderstream.console.log.Codecs;
import io.ciderstream.console.log.DeadLetterView;
import io.ciderstream.console.log.DescriptorView;
import io.ciderstream.console.log.Pictures;
import io.ciderstream.console.log.RecordReader;
import io.ciderstream.console.log.Replies;
import io.ciderstream.console.log.Sender;
import io.ciderstream.schemas.Topics;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running console. */
public final class Console implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Console.class);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final ConsoleOptions options;
  private HttpServer http;
  private List<Route> routes;

  private Console(ConsoleOptions options) {
    this.options = options;
  }

  /**
   * Starts to read the topics and to listen. It serves at once, and is ready when it has read the
   * descriptors topic to its end.
   *
   * @param clients to the brokers
   * @param codecs the caller closes what is behind them
   * @throws io.ciderstream.schemas.CiderException SETTING_INVALID if it cannot listen
   */
  public static Console start(
      ConsoleOptions options,
      ConsoleClients clients,
      Codecs codecs,
      Thumbnails thumbnails,
      Clock clock) {
    Console console = new Console(options);
    try {
      console.open(clients, codecs, thumbnails, clock);
      return console;
    } catch (RuntimeException e) {
      console.close();
      throw e;
    }
  }

  private void open(ConsoleClients clients, Codecs codecs, Thumbnails thumbnails, Clock clock) {
    Topics topics = options.topics();
    Freshness freshness = new Freshness(clock);
    Sender sender = add(new Sender(clients.producer()));
    RecordReader reader = add(new RecordReader(clients::consumer));
    DescriptorView descriptors =
        add(
            new DescriptorView(
                () -> clients.consumer(Map.of()),
                topics.descriptors(),
                codecs::descriptor,
                freshness));
    options
        .progress()
        .ifPresent(
            source ->
                add(
                    new ProgressFollower(
                        "console-progress",
                        () -> clients.consumer(Map.of()),
                        source,
                        topics.descriptors(),
                        said -> freshness.reached(said.partition(), said.offset()))));
    DeadLetterView deadLetters =
        add(
            new DeadLetterView(
                () -> clients.consumer(Map.of()),
                List.of(
                    topics.imagesDeadLetters(),
                    topics.descriptorsDeadLetters(),
                    topics.queriesDeadLetters())));
    Replies replies =
        add(new Replies(() -> clients.consumer(Map.of()), topics.replies(), codecs::reply));
    var cluster = add(clients.cluster());
    Live live = add(new Live(options, cluster, descriptors, deadLetters, freshness, clock));
    ConsoleMetrics metrics = add(new ConsoleMetrics());
    metrics.bind(live);
    Gate gate = new Gate(options, clock);
    Api api =
        new Api(
            codecs,
            sender,
            replies,
            descriptors,
            deadLetters,
            reader,
            new Pictures(reader, codecs, thumbnails, topics.images(), options.cacheBytes()),
            freshness,
            live,
            gate,
            metrics.registry());
    routes = api.routes(options);
    live.start();
    http =
        add(
            HttpServer.start(
                options.host(),
                options.port(),
                new Router(routes, gate, options.bodyTimeout(), metrics::answered)));
    // first of all, so that who listens to events lets the server stop
    add(live);
  }

  private <T extends AutoCloseable> T add(T part) {
    started.push(part);
    return part;
  }

  /** Where it listens. */
  public String address() {
    String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
    return "http://%s:%d/".formatted(host, http.port());
  }

  /** Every route that is served. */
  List<Route> routes() {
    return routes;
  }

  /** Stops all, the last first. */
  @Override
  public void close() {
    while (!started.isEmpty()) {
      AutoCloseable part = started.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("{} did not stop in order", part.getClass().getSimpleName(), e);
      }
    }
  }
}
