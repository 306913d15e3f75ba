package io.ciderstream.connectors.telemetry;

import java.util.Locale;

/** Defines each metric of the sink. {@code docs/reference/sink-metrics.md} is generated from it. */
public enum SinkMetric {
  ROWS_UPSERTED(Kind.COUNTER, "rows", "Rows that Milvus acknowledged, the last of each key."),
  ROWS_DELETED(Kind.COUNTER, "rows", "Keys whose deletion Milvus acknowledged."),
  RECORDS(
      Kind.COUNTER, "records", "Records of the topic that were written, superseded or reported."),
  BYTES(Kind.COUNTER, "bytes", "Approximate bytes of acknowledged requests."),
  BATCH_ROWS(Kind.DISTRIBUTION, "rows", "Rows of one request."),
  REQUEST_LATENCY(Kind.DISTRIBUTION, "seconds", "Time of one request to Milvus."),
  RETRIES(
      Kind.BY_CODE, "puts", "Times that the task requested the same records from Connect again."),
  DEAD_LETTERS(Kind.BY_CODE, "records", "Records that went to the errant record reporter."),
  PAUSED(Kind.COUNTER, "seconds", "Time during which records waited for a dependency."),
  NEWEST_AGE(Kind.GAUGE, "seconds", "Age of the newest completed record, by its timestamp.");

  /** Kinds of metrics. */
  public enum Kind {
    /** Only increases. */
    COUNTER,
    /** Only increases; one value for each error code. */
    BY_CODE,
    /** Count, sum and quantiles since the task's start. */
    DISTRIBUTION,
    /** The current value. */
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

  /** Returns its kind. */
  public Kind kind() {
    return kind;
  }

  /** Returns the unit of its value. */
  public String unit() {
    return unit;
  }

  /** Returns its description. */
  public String help() {
    return help;
  }

  /** Returns its name in Micrometer. */
  public String meterName() {
    return "cider.sink." + name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /** Returns its attribute over JMX; those of a distribution begin with it. */
  public String attribute() {
    String[] words = name().toLowerCase(Locale.ROOT).split("_");
    StringBuilder text = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      text.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
    }
    return text.toString();
  }
}
