package io.ciderstream.monitoring;

import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingCheck;
import io.ciderstream.schemas.settings.SettingValues;
import java.util.List;
import java.util.OptionalInt;

/** The settings of metrics and tracing. */
public final class MonitoringSettings {
  private static final String PORT_OR_EMPTY =
      "|\\d{1,4}|[0-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]";

  public static final Setting<String> PORT =
      Setting.text(
          "metrics.port",
          "",
          SettingCheck.matching(PORT_OR_EMPTY, "empty, 0 to 65535"),
          "Port of /metrics, /health and /ready of a role or the demo; 0 takes any free one, empty serves"
              + " none.");
  public static final Setting<String> HOST =
      Setting.text(
          "metrics.host",
          "127.0.0.1",
          SettingCheck.nonEmpty(),
          "Address that they listen on; 0.0.0.0 lets other machines in.");
  private static final Setting<Long> POLL =
      Setting.big(
          "metrics.poll.ms",
          5_000,
          100,
          600_000,
          "How often lag, topics and the index are polled for /metrics and /ready.");
  static final Setting<Long> STALLED =
      Setting.big(
          "metrics.stalled.ms",
          60_000,
          1_000,
          86_400_000,
          "A role is not ready while records of a partition wait and none of them was finished for so long.");
  private static final Setting<String> EXPORTER =
      Setting.text(
          "otel.exporter",
          "none",
          SettingCheck.oneOf("none", "otlp"),
          "Where spans of OpenTelemetry go; otlp is OTLP over HTTP.");
  static final Setting<String> ENDPOINT =
      Setting.text(
          "otel.endpoint",
          "http://127.0.0.1:4318/v1/traces",
          SettingCheck.address(),
          "Address that accepts OTLP.");
  private static final Setting<Double> RATIO =
      Setting.ratio(
          "otel.sample.ratio",
          1,
          0,
          1,
          "Share of the traces started here that is kept; a traceparent header decides for its own.");

  /** All settings of monitoring. */
  public static final List<Setting<?>> ALL =
      List.of(PORT, HOST, POLL, STALLED, EXPORTER, ENDPOINT, RATIO);

  private MonitoringSettings() {}

  /**
   * Returns the options.
   *
   * @param topics whose end offsets are reported
   */
  public static MonitoringOptions from(SettingValues values, List<String> topics) {
    return new MonitoringOptions(
        values.get(HOST),
        values.filled(PORT).map(Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty()),
        values.millis(POLL),
        values.millis(STALLED),
        topics,
        new TracingOptions(
            values.get(EXPORTER).equals("otlp"), values.get(ENDPOINT), values.get(RATIO)));
  }
}
