package io.ciderstream.monitoring;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.List;

/** Every metric of this project; the table in the documentation is generated from it. */
public enum Metric {
  RECORDS(
      "cider.records",
      Meter.Type.COUNTER,
      "",
      List.of("role", "outcome", "code"),
      "Records with an outcome: embedded, deleted, dead-lettered (code is the error's), replied (code is"
          + " the reply's status)."),
  REUSED(
      "cider.pictures.reused",
      Meter.Type.COUNTER,
      "",
      List.of("role"),
      "Pictures of the outcome embedded whose embedding was there already, so that nothing was decoded"
          + " or inferred."),
  REUSE_PICTURES(
      "cider.reuse.pictures",
      Meter.Type.GAUGE,
      "pictures",
      List.of("role"),
      "Pictures whose embedding is kept to be used again, estimated."),
  REUSE_BYTES(
      "cider.reuse.bytes",
      Meter.Type.GAUGE,
      "bytes",
      List.of("role"),
      "Bytes of these embeddings, which a setting bounds."),
  RETRIES(
      "cider.retries",
      Meter.Type.COUNTER,
      "",
      List.of("role", "code"),
      "Failures that are retried after a pause, by error code."),
  MISPLACED(
      "cider.records.misplaced",
      Meter.Type.COUNTER,
      "",
      List.of("role"),
      "Records in another partition than that of their key's murmur2 hash: a client lacks"
          + " partitioner=murmur2_random."),
  STAGE(
      "cider.stage",
      Meter.Type.TIMER,
      "seconds",
      List.of("role", "stage"),
      "Time of one record in one stage: decode, wait (for batch and session), infer, and of queries fetch,"
          + " freshness (until the requested position is indexed), search, verify, total."),
  MODEL(
      "cider.model",
      Meter.Type.GAUGE,
      "",
      List.of("role", "model", "hash", "weights"),
      "1 for the model that the role infers with; weights is fp32 or int8."),
  MATCHES_CHECKED(
      "cider.matches.checked",
      Meter.Type.COUNTER,
      "",
      List.of("role"),
      "Candidates that were compared with the query's picture by their local features."),
  MATCHES_VERIFIED(
      "cider.matches.verified",
      Meter.Type.COUNTER,
      "",
      List.of("role"),
      "Of these, candidates that show the same place as the query's picture."),
  CANARY(
      "cider.canary",
      Meter.Type.TIMER,
      "seconds",
      List.of("stage"),
      "Time of a canary, a picture that measures how fresh the index is, by stage: broker (until it is"
          + " acknowledged), queue (on the way to the embedder and waiting there), decode, infer, commit"
          + " (until its descriptor can be read), sink (until the index has it), visible (until a search"
          + " finds it), total."),
  CANARY_LOST(
      "cider.canary.lost",
      Meter.Type.COUNTER,
      "",
      List.of(),
      "Canaries that no search found within a minute."),
  CANARY_AGE(
      "cider.canary.age",
      Meter.Type.GAUGE,
      "seconds",
      List.of(),
      "Since the latest canary that a search has found was sent; NaN where none are sent."),
  RECALL(
      "cider.recall",
      Meter.Type.GAUGE,
      "",
      List.of("bound"),
      "Share of the nearest rows that searches return, by the latest 2,000 audited searches of the"
          + " collection that was searched last: estimate, and low and high of its 95% confidence"
          + " interval. NaN before its first audit."),
  RECALL_NEIGHBOURS(
      "cider.recall.neighbours",
      Meter.Type.COUNTER,
      "",
      List.of("found"),
      "Rows that an audited search should have returned, and whether it has (true, false)."),
  RECALL_AUDITS(
      "cider.recall.audits",
      Meter.Type.COUNTER,
      "",
      List.of("outcome"),
      "Searches chosen for an audit: done, dropped (the audit was busy), failed."),
  RECORD_AGE(
      "cider.record.age",
      Meter.Type.TIMER,
      "seconds",
      List.of("role"),
      "From a record's timestamp until the work on it is done; the commit that makes it visible follows"
          + " within the commit interval."),
  PENDING_RECORDS(
      "cider.pending.records", Meter.Type.GAUGE, "records", List.of("role"), "Records in work."),
  PENDING_BYTES(
      "cider.pending.bytes",
      Meter.Type.GAUGE,
      "bytes",
      List.of("role"),
      "Bytes of records in work, and of what is fetched for them."),
  LEFT_RECORDS(
      "cider.left.records",
      Meter.Type.GAUGE,
      "records",
      List.of("role"),
      "Records that came while their partition had no room; they are read again once there is."),
  READY(
      "cider.ready",
      Meter.Type.GAUGE,
      "",
      List.of("check"),
      "1 while this check of /ready passes, 0 while it fails."),
  LAG(
      "cider.lag",
      Meter.Type.GAUGE,
      "records",
      List.of("role"),
      "Offsets that the role's group has not finished, over all its instances, in work or not. A"
          + " transaction marker at a partition's end counts as one."),
  PARTITION_LAG(
      "cider.partition.lag",
      Meter.Type.GAUGE,
      "records",
      List.of("role", "partition"),
      "The same of one partition: from its first unfinished record to its end."),
  STALLED_PARTITIONS(
      "cider.stalled.partitions",
      Meter.Type.GAUGE,
      "",
      List.of("role"),
      "Partitions of which nothing was finished for %s although records wait."
          .formatted(MonitoringSettings.STALLED)),
  TOPIC_END(
      "cider.topic.end",
      Meter.Type.GAUGE,
      "offset",
      List.of("topic"),
      "Sum of the topic's end offsets: its rate is that of records coming in; transaction markers count"
          + " too."),
  INDEX_ROWS("cider.index", Meter.Type.GAUGE, "rows", List.of(), "Rows in the index."),
  INDEX_UP(
      "cider.index.up",
      Meter.Type.GAUGE,
      "",
      List.of(),
      "1 if Milvus answered the last poll, 0 if not."),
  BROKER_UP(
      "cider.broker.up",
      Meter.Type.GAUGE,
      "",
      List.of(),
      "1 if Kafka answered the last poll, 0 if not."),
  SINK_SENT(
      "cider.sink.sent",
      Meter.Type.COUNTER,
      "records",
      List.of(),
      "Records that Kafka Connect delivered to the sink's tasks in this process."),
  SINK_ACTIVE(
      "cider.sink.active",
      Meter.Type.GAUGE,
      "records",
      List.of(),
      "Records delivered to the sink's tasks in this process and not committed yet."),
  SINK_PUT(
      "cider.sink.put",
      Meter.Type.GAUGE,
      "seconds",
      List.of(),
      "Mean time of one write of the sink lately."),
  SINK_TASKS(
      "cider.sink.tasks", Meter.Type.GAUGE, "", List.of(), "Tasks of the sink in this process."),
  SINK_LETTERS_LOST(
      "cider.sink.letters.lost",
      Meter.Type.COUNTER,
      "records",
      List.of(),
      "Dead letters that Kafka Connect could not write for the sink's tasks in this process.");

  private final String id;
  private final Meter.Type type;
  private final String unit;
  private final List<String> tags;
  private final String help;

  Metric(String id, Meter.Type type, String unit, List<String> tags, String help) {
    this.id = id;
    this.type = type;
    this.unit = unit;
    this.tags = tags;
    this.help = help;
  }

  /** Returns the name in Micrometer. */
  public String id() {
    return id;
  }

  /** Returns counter, gauge or timer; a timer is a histogram in Prometheus. */
  public Meter.Type type() {
    return type;
  }

  /** Returns the base unit; empty for a bare number. */
  public String unit() {
    return unit;
  }

  /** Returns the names of the tags, which every series has. */
  public List<String> tags() {
    return tags;
  }

  /** Returns the meaning, in a sentence. */
  public String help() {
    return help;
  }

  /** Returns the name on {@code /metrics}; a timer adds {@code _count}, _sum and _bucket. */
  public String prometheusName() {
    String name = new PrometheusNamingConvention().name(id, type, unit.isEmpty() ? null : unit);
    return type == Meter.Type.COUNTER ? name + "_total" : name;
  }
}
