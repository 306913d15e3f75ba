package io.ciderstream.connectors.settings;

import io.ciderstream.connectors.write.BackoffLimits;
import io.ciderstream.connectors.write.LeaseLimits;
import io.ciderstream.connectors.write.WriteOptions;
import io.ciderstream.connectors.write.WriteWaits;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingValues;
import java.time.Duration;
import java.util.List;

/** The settings that decide when a task may write, and when it retries. */
public final class WriteSettings {
  private static final long MAX_WAIT_MS = 600_000;

  public static final Setting<Long> BACKOFF =
      Setting.big(
          "retry.backoff.ms",
          500,
          1,
          MAX_WAIT_MS,
          "The first pause, in milliseconds, while Milvus is unreachable. Each further pause is twice"
              + " as long.");

  public static final Setting<Long> BACKOFF_MAX =
      Setting.big(
          "retry.backoff.max.ms",
          30_000,
          1,
          MAX_WAIT_MS,
          "The longest pause, in milliseconds, while Milvus is unreachable.");

  public static final Setting<Long> TAKEOVER_WAIT =
      Setting.big(
          "takeover.wait.ms",
          -1,
          -1,
          MAX_WAIT_MS,
          "How long, in milliseconds, a task waits before it writes records of a partition that it"
              + " was just assigned, because Milvus may still carry out calls of the former owner."
              + " The wait begins when Milvus answers. -1 means %s, the longest that such a call can take."
                  .formatted(IndexSettings.RPC_DEADLINE));

  public static final Setting<Long> LEASE =
      Setting.big(
          "write.lease.ms",
          -1,
          -1,
          3_600_000,
          "How long, in milliseconds, a task may start writes after the last answered heartbeat of"
              + " its consumer, so that a worker that was stopped or cut off from Kafka writes"
              + " nothing after another worker has taken over. At most the consumer's session"
              + " timeout. -1 means consumer.override.session.timeout.ms, or 45000 without it; so set"
              + " it if the worker has a smaller consumer.session.timeout.ms. 0 means no limit.");

  public static final Setting<Long> UNANSWERED_WAIT =
      Setting.big(
          "unanswered.wait.ms",
          -1,
          -1,
          MAX_WAIT_MS,
          "How long, in milliseconds, a task waits before it writes again after Milvus did not"
              + " answer a call, so that Milvus does not carry out that call after a newer one. The"
              + " wait begins when Milvus answers again. -1 means %s."
                  .formatted(IndexSettings.RPC_DEADLINE));

  public static final List<Setting<?>> ALL =
      List.of(BACKOFF, BACKOFF_MAX, TAKEOVER_WAIT, LEASE, UNANSWERED_WAIT);

  private WriteSettings() {}

  /**
   * Returns the options.
   *
   * @param values of {@link #ALL} and of the settings of the index
   * @param connect the timeouts of the task's consumer
   * @throws CiderException SETTING_INVALID if settings contradict each other
   */
  public static WriteOptions from(SettingValues values, ConnectOptions connect) {
    return new WriteOptions(
        backoff(values),
        new WriteWaits(
            deadlineUnlessSet(values, TAKEOVER_WAIT), deadlineUnlessSet(values, UNANSWERED_WAIT)),
        new LeaseLimits(lease(values, connect), connect.pollInterval()));
  }

  private static BackoffLimits backoff(SettingValues values) {
    Duration first = values.millis(BACKOFF);
    Duration longest = values.millis(BACKOFF_MAX);
    if (longest.compareTo(first) < 0) {
      throw invalid(
          "%s is %d, less than %s, %d.",
          BACKOFF_MAX.name(), longest.toMillis(), BACKOFF.name(), first.toMillis());
    }
    return new BackoffLimits(first, longest);
  }

  private static Duration lease(SettingValues values, ConnectOptions connect) {
    long lease = values.get(LEASE);
    long session = connect.sessionTimeout().toMillis();
    if (lease > session) {
      throw invalid(
          "%s is %d, more than the consumer's session timeout, %d. Lower it, or raise %s.",
          LEASE.name(), lease, session, ConnectOptions.SESSION_TIMEOUT);
    }
    return Duration.ofMillis(lease < 0 ? session : lease);
  }

  private static Duration deadlineUnlessSet(SettingValues values, Setting<Long> setting) {
    return values.get(setting) < 0
        ? values.millis(IndexSettings.RPC_DEADLINE)
        : values.millis(setting);
  }

  private static CiderException invalid(String message, Object... details) {
    return new CiderException(ErrorCode.SETTING_INVALID, message.formatted(details));
  }
}
