package io.ciderstream.streams.runtime;

import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingCheck;
import io.ciderstream.schemas.settings.SettingValues;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The settings of how embedder and searcher run in Kafka Streams. */
public final class RoleSettings {
  public static final Setting<Integer> THREADS =
      Setting.number(
          "streams.threads", 1, 1, 256, "Stream threads of a role; they only move records.");

  public static final Setting<String> GROUP_PROTOCOL =
      Setting.text(
          "streams.group.protocol",
          "classic",
          SettingCheck.oneOf("classic", "streams"),
          "How instances share partitions; streams recovers faster and needs Kafka 4.2.");

  public static final Setting<Integer> PENDING_RECORDS =
      Setting.number(
          "streams.pending.records",
          1024,
          1,
          100_000,
          "Most records in work in a role's instance. Each of its partitions can have as many as are"
              + " still free (one alone gets half), and always one.");

  public static final Setting<Long> PENDING_BYTES =
      Setting.big(
          "streams.pending.bytes",
          128L << 20,
          1,
          1L << 40,
          "Most bytes of records in work, and of pictures fetched for them, in a role's instance;"
              + " shared as the records are, and one record of each partition can exceed it.");

  public static final Setting<Integer> REPLICATION_FACTOR =
      Setting.number(
          "streams.replication.factor",
          -1,
          -1,
          10,
          "Replicas of the roles' changelogs; -1 is the broker's default.");

  public static final Setting<Long> SESSION_TIMEOUT =
      Setting.big(
          "streams.session.timeout.ms",
          8_000,
          1_000,
          600_000,
          "After how long a silent instance's partitions go to others; classic protocol only.");

  public static final Setting<Long> TRANSACTION_TIMEOUT =
      Setting.big(
          "streams.transaction.timeout.ms",
          10_000,
          1_000,
          900_000,
          "After how long the broker aborts a transaction that a dead embedder left open.");

  public static final Setting<Long> EMBEDDER_COMMIT_INTERVAL =
      Setting.big(
          "embedder.commit.interval.ms",
          400,
          1,
          60_000,
          "How often descriptors become visible while pictures wait; at once when none waits.");

  public static final Setting<Long> SEARCHER_COMMIT_INTERVAL =
      Setting.big(
          "searcher.commit.interval.ms",
          1_000,
          1,
          60_000,
          "How often the searcher commits its progress.");

  /** In the order of the documentation. */
  public static final List<Setting<?>> ALL =
      List.of(
          THREADS,
          GROUP_PROTOCOL,
          PENDING_RECORDS,
          PENDING_BYTES,
          REPLICATION_FACTOR,
          SESSION_TIMEOUT,
          TRANSACTION_TIMEOUT,
          EMBEDDER_COMMIT_INTERVAL,
          SEARCHER_COMMIT_INTERVAL);

  private RoleSettings() {}

  /**
   * The limits that a process gives each of its roles.
   *
   * @param kafka how to reach brokers and registry
   * @param stateDir folder for locks of Kafka Streams; nothing in it must be kept
   * @param stopTimeout how long a closed role may take to end
   */
  public record Surroundings(KafkaAccess kafka, Path stateDir, Duration stopTimeout) {}

  /** Returns the embedder's options from the values of {@link #ALL}. */
  public static StreamsOptions embedder(
      SettingValues values, String applicationId, Surroundings surroundings) {
    return options(values, applicationId, EMBEDDER_COMMIT_INTERVAL, surroundings);
  }

  /** Returns the searcher's options from the values of {@link #ALL}. */
  public static StreamsOptions searcher(
      SettingValues values, String applicationId, Surroundings surroundings) {
    return options(values, applicationId, SEARCHER_COMMIT_INTERVAL, surroundings);
  }

  private static StreamsOptions options(
      SettingValues values,
      String applicationId,
      Setting<Long> commitInterval,
      Surroundings surroundings) {
    return new StreamsOptions(
        surroundings.kafka(),
        new GroupOptions(
            applicationId,
            GroupProtocol.valueOf(values.get(GROUP_PROTOCOL).toUpperCase(Locale.ROOT)),
            values.millis(SESSION_TIMEOUT),
            values.get(REPLICATION_FACTOR)),
        surroundings.stateDir(),
        values.get(THREADS),
        new PendingLimits(values.get(PENDING_RECORDS), values.get(PENDING_BYTES)),
        new TransactionOptions(values.millis(commitInterval), values.millis(TRANSACTION_TIMEOUT)),
        surroundings.stopTimeout());
  }
}
