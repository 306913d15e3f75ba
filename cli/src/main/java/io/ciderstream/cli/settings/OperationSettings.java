package io.ciderstream.cli.settings;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.ciderstream.schemas.settings.ConfigDefs;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/** Settings that say how a running role is watched and stopped. */
final class OperationSettings {
  private static final int LAST_PORT = 65_535;

  private OperationSettings() {}

  static void define(ConfigDef all) {
    Catalogue.define(
        all,
        "metrics.port",
        STRING,
        "",
        ConfigDef.LambdaValidator.with(OperationSettings::requirePort, () -> "empty, 0 to 65535"),
        "Port of /metrics, /health and /ready of a role or the demo; 0 takes any free one, empty serves"
            + " none.");
    Catalogue.define(
        all,
        "metrics.host",
        STRING,
        "127.0.0.1",
        new NonEmptyString(),
        "Address that they listen on; 0.0.0.0 lets other machines in.");
    Catalogue.define(
        all,
        "metrics.poll.ms",
        LONG,
        5_000L,
        Range.between(100, 600_000),
        "How often lag, topics and the index are looked at for /metrics and /ready.");
    Catalogue.define(
        all,
        "metrics.stalled.ms",
        LONG,
        60_000L,
        Range.between(1_000, 86_400_000),
        "A role is not ready while records of a partition wait and none of them was finished for so long.");
    ConfigDefs.define(all, SystemSettings.STOP_TIMEOUT, HIGH);
    defineTracing(all);
  }

  private static void defineTracing(ConfigDef all) {
    Catalogue.define(
        all,
        "otel.exporter",
        STRING,
        "none",
        ValidString.in("none", "otlp"),
        "Where spans of OpenTelemetry go; otlp is OTLP over HTTP.");
    Catalogue.define(
        all,
        "otel.endpoint",
        STRING,
        "http://127.0.0.1:4318/v1/traces",
        new NonEmptyString(),
        "Where OTLP is taken.");
    Catalogue.define(
        all,
        "otel.sample.ratio",
        DOUBLE,
        1.0,
        Range.between(0.0, 1.0),
        "Part of the traces begun here that is kept; a traceparent header decides for its own.");
  }

  private static void requirePort(String name, Object value) {
    String text = String.valueOf(value);
    if (!text.isEmpty() && !(text.matches("\\d{1,5}") && Integer.parseInt(text) <= LAST_PORT)) {
      throw new ConfigException(name, value, "must be empty or 0 to 65535");
    }
  }
}
