package io.ciderstream.console;

import io.ciderstream.console.live.Snapshot;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Every metric that the console defines; the table in the documentation is generated from it. */
public enum ConsoleMetric {
  REQUESTS(
      "cider.console.requests",
      Meter.Type.TIMER,
      List.of("method", "route", "status"),
      "Requests by route and status.",
      null),
  IMAGES_IN("cider.images.in", "Records ever produced to the images topic.", Snapshot::imagesIn),
  PICTURES(
      "cider.pictures",
      "Image ids with a descriptor; in a large system the rows of the index, or an estimate where the"
          + " console cannot ask it.",
      Snapshot::pictures),
  MISPLACED(
      "cider.pictures.misplaced",
      "Of the image ids that changed last, those with a picture in another partition than that of"
          + " their key's hash: a client does not"
          + " choose partitions by murmur2.",
      Snapshot::misplaced),
  DEAD_LETTERS("cider.dead.letters", "Dead letters seen.", Snapshot::deadLetters),
  EMBEDDER_LAG("cider.embedder.lag", "Images not finished.", Snapshot::embedderLag),
  SINK_LAG("cider.sink.lag", "Descriptors not written.", Snapshot::sinkLag),
  SEARCHER_LAG("cider.searcher.lag", "Queries not finished.", Snapshot::searcherLag),
  FRESHNESS_P50(
      "cider.freshness.p50.seconds",
      "From produced to searchable, median of five minutes.",
      snapshot -> snapshot.freshness().p50Ms() / 1e3),
  FRESHNESS_P99(
      "cider.freshness.p99.seconds",
      "From produced to searchable, 99th percentile of five minutes.",
      snapshot -> snapshot.freshness().p99Ms() / 1e3);

  private final String id;
  private final Meter.Type type;
  private final List<String> tags;
  private final String help;
  private final ToDoubleFunction<Snapshot> value;

  ConsoleMetric(String id, String help, ToDoubleFunction<Snapshot> value) {
    this(id, Meter.Type.GAUGE, List.of(), help, value);
  }

  ConsoleMetric(
      String id,
      Meter.Type type,
      List<String> tags,
      String help,
      ToDoubleFunction<Snapshot> value) {
    this.id = id;
    this.type = type;
    this.tags = tags;
    this.help = help;
    this.value = value;
  }

  /** Returns Micrometer's name. */
  public String id() {
    return id;
  }

  /** Returns gauge or timer; a timer is a summary in Prometheus. */
  public Meter.Type type() {
    return type;
  }

  /** Returns the names of the tags, which every series has. */
  public List<String> tags() {
    return tags;
  }

  /** Returns the description, one sentence. */
  public String help() {
    return help;
  }

  /** Returns the value of a gauge in a snapshot; empty for a timer. */
  Optional<ToDoubleFunction<Snapshot>> value() {
    return Optional.ofNullable(value);
  }

  /**
   * Returns the name on {@code /metrics}; that of a timer has {@code _count} or {@code _sum} added.
   */
  public String prometheusName() {
    return new PrometheusNamingConvention().name(id, type, null);
  }
}
