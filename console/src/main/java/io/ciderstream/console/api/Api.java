package io.ciderstream.console.api;

import io.ciderstream.console.ConsoleOptions;
import io.ciderstream.console.http.Gate;
import io.ciderstream.console.http.Route;
import io.ciderstream.console.http.StaticFiles;
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
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the operations work with.
 *
 * @param codecs of the topics' values
 * @param sender to images and queries
 * @param replies to our queries
 * @param descriptors where each picture lies
 * @param deadLetters the latest
 * @param reader of single records
 * @param pictures from the log
 * @param freshness what is searchable
 * @param live the latest snapshots
 * @param gate knows the token
 * @param metrics of this console
 */
public record Api(
    Codecs codecs,
    Sender sender,
    Replies replies,
    DescriptorView descriptors,
    DeadLetterView deadLetters,
    RecordReader reader,
    Pictures pictures,
    Freshness freshness,
    Live live,
    Gate gate,
    PrometheusMeterRegistry metrics) {
  private static final List<String> PAGE =
      List.of(
          "index.html",
          "style.css",
          "icon.svg",
          "app.js",
          "api.js",
          "activity.js",
          "charts.js",
          "dom.js",
          "filter.js",
          "query.js",
          "results.js",
          "upload.js");

  /** Every route, the page's files last. */
  public List<Route> routes(ConsoleOptions options) {
    Topics topics = options.topics();
    Upload upload = new Upload(options.maxBytes());
    Indexed indexed =
        new Indexed(descriptors, deadLetters, freshness, topics.images(), options.indexedTimeout());
    ImageChanges changes = new ImageChanges(topics.images(), sender, descriptors);
    return Stream.of(
            new ImagesApi(changes, descriptors, pictures, indexed, upload).routes(),
            new DescriptorsApi(topics.descriptors(), descriptors, reader, codecs).routes(),
            new SearchApi(topics.queries(), sender, replies, codecs, upload, options.replyTimeout())
                .routes(),
            new EventsApi(live).routes(),
            new DeadLettersApi(topics, deadLetters, descriptors, reader, changes).routes(),
            new SystemApi(gate, live, descriptors, replies, metrics).routes(),
            StaticFiles.routes(PAGE))
        .flatMap(List::stream)
        .toList();
  }
}
