package io.ciderstream.connectors.telemetry;

import java.util.Locale;

/**
 * Every metric of the sink, each said once; {@code docs/reference/sink-metrics.md} is made of it.
 */
public enum SinkMetric {
  ROWS_UPSERTED(Kind.COUNTER, "rows", "Rows that Milvus acknowledged, the last of each key."),
  ROWS_DELETED(Kind.COUNTER, "rows", "Keys whose deletion Milvus acknowledged."),
  RECORDS(Kind.COUNTER, "records", "Records of the topic that are done: written or superseded."),
  BYTES(Kind.COUNTER, "bytes", "Bytes of acknowledged requests, about."),
  BATCH_ROWS(Kind.DISTRIBUTION, "rows", "Rows of one request."),
  REQUEST_LATENCY(Kind.DISTRIBUTION, "seconds", "Time of one request to Milvus."),
  RETRIES(Kind.BY_CODE, "puts", "Times that Connect was asked for the same records again."),
  DEAD_LETTERS(Kind.BY_CODE, "records", "Records given to the errant record reporter."),
  PAUSED(Kind.COUNTER, "seconds", "Time during which records waited for a dependency."),
  NEWEST_AGE(Kind.GAUGE, "seconds", "Age of the newest record that is done, by its timestamp.");

  /** How a metric behaves. */
  public enum Kind {
    /** Only grows. */
    COUNTER,
    /** Only grows; one number for each error code. */
    BY_CODE,
    /** How often, how much in all, and quantiles since the task's start. */
    DISTRIBUTION,
    /** The value now. */
    GAUGE
  }

  private final Kind kind;
  private final String unit;
  private final String help;

  SinkMetric(Kind kind, String unit, String help) {
    this.kind = kind;
    this.unit = unit;
    this.help = help;
  }

  /** How it behaves. */
  public Kind kind() {
    return kind;
  }

  /** The unit of its value. */
  public String unit() {
    return unit;
  }

  /** What it says. */
  public String help() {
    return help;
  }

  /** Its name in Micrometer. */
  public String meterName() {
    return "cider.sink." + name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /** Its attribute over JMX; a distribution has several that begin so. */
  public String attribute() {
    String[] words = name().toLowerCase(Locale.ROOT).split("_");
    StringBuilder text = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      text.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
    }
    return text.toString();
  }
}
