package io.ciderstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.cli.settings.Catalogue;
import io.ciderstream.cli.settings.SettingsLoader;
import io.ciderstream.connectors.MilvusSinkConnector;
import io.ciderstream.connectors.settings.RowSettings;
import io.ciderstream.connectors.telemetry.SinkMetric;
import io.ciderstream.console.ConsoleMetric;
import io.ciderstream.monitoring.Metric;
import io.ciderstream.schemas.ErrorCode;
import io.micrometer.core.instrument.Meter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

/**
 * Compares the tables of the documentation with the code that they are generated from. Run with
 * {@code -Dcider.docs.write=true} to write them again.
 */
class DocumentationTest {
  private static final Path DOCS = Path.of("..", "docs", "reference");

  @Test
  void shouldListEverySetting() throws IOException {
    check(
        "settings.md",
        """
        # Settings

        A test generates this page from the definitions in the code; do not edit it. `./cider config` prints the values in
        force. Values come from `cider.yaml`, the environment variable, or `--set name=value`; the later ones win.

        """
            + table(Catalogue.DEFINITION, SettingsLoader::environmentName));
  }

  @Test
  void shouldListEverySettingOfTheSink() throws IOException {
    check(
        "sink-settings.md",
        """
        # Settings of the Milvus sink connector

        A test generates this page from the definitions in the code; do not edit it. [The Milvus
        sink](../how-to/milvus-sink.md) shows how to use them.

        """
            + table(new MilvusSinkConnector().config(), null));
  }

  @Test
  void shouldListEveryMetricOfTheSink() throws IOException {
    String rows =
        Arrays.stream(SinkMetric.values())
            .map(
                metric ->
                    "| `%s` | `%s` | %s | %s | %s |\n"
                        .formatted(
                            metric.meterName(),
                            metric.attribute(),
                            metric.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            metric.unit(),
                            metric.help()))
            .collect(Collectors.joining());
    check(
        "sink-metrics.md",
        """
        # Metrics of the Milvus sink connector

        A test generates this page from `SinkMetric`; do not edit it. Every metric has the tags `connector` and `task`, and
        `code` where it counts by code. Over JMX, a metric by code is one attribute for the sum and one with the suffix `.CODE`
        for each code. A distribution has the suffixes `Count`, `Total`, `P50` and `P99` over JMX, `.count` and `.sum` in
        Micrometer.

        | Micrometer | JMX | kind | unit | meaning |
        |---|---|---|---|---|
        """
            + rows);
  }

  /** Returns the settings that can prevent the error, according to their owners. */
  private static String settingsFor(ErrorCode code) {
    return Stream.concat(Catalogue.SETTINGS.stream(), RowSettings.ALL.stream())
        .filter(setting -> setting.remedies().contains(code))
        .map(setting -> "`%s`".formatted(setting))
        .collect(Collectors.joining(", "));
  }

  @Test
  void shouldListEveryErrorCode() throws IOException {
    String rows =
        Arrays.stream(ErrorCode.values())
            .map(
                code ->
                    "| `%s` | %s | %s | %s | %s |\n"
                        .formatted(
                            code,
                            code.kind().name().toLowerCase(Locale.ROOT),
                            code.meaning(),
                            code.remedy(),
                            settingsFor(code)))
            .collect(Collectors.joining());
    check(
        "errors.md",
        """
        # Error codes

        A test generates this page from `ErrorCode`; do not edit it. The kind decides what happens: **input** is answered or
        dead-lettered at once, **dependency** is retried until it succeeds, **record** is retried a bounded number of times and
        then dead-lettered, **configuration** stops the start. See [Failures](contract.md#failures).

        | code | kind | what happened | what to do | settings |
        |---|---|---|---|---|
        """
            + rows);
  }

  @Test
  void shouldListEveryMetric() throws IOException {
    String rows =
        Arrays.stream(Metric.values())
            .map(
                metric ->
                    "| `%s` | %s | %s | %s |\n"
                        .formatted(
                            metric.prometheusName(),
                            metric.type() == Meter.Type.TIMER
                                ? "histogram"
                                : metric.type().name().toLowerCase(Locale.ROOT),
                            metric.tags().stream()
                                .map(tag -> "`" + tag + "`")
                                .collect(Collectors.joining(", ")),
                            metric.help()))
            .collect(Collectors.joining());
    check(
        "metrics.md",
        """
        # Metrics

        A test generates this page from `Metric` and `ConsoleMetric`; do not edit it. With `metrics.port` set, every role
        and the demo serve these metrics on `/metrics` in Prometheus' text format, with those of the JVM (`jvm_`,
        `process_`, `system_`) and, where it runs, [those of the sink](sink-metrics.md). [Operate](../how-to/operate.md)
        explains how to use them.

        | name | type | labels | meaning |
        |---|---|---|---|
        """
            + rows
            + """

            ## Console

            The console also serves these metrics on its own port, where `/metrics` requires `console.token`.

            | name | type | labels | meaning |
            |---|---|---|---|
            """
            + Arrays.stream(ConsoleMetric.values())
                .map(DocumentationTest::row)
                .collect(Collectors.joining()));
  }

  private static String row(ConsoleMetric metric) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            metric.prometheusName(),
            metric.type() == Meter.Type.TIMER ? "summary" : "gauge",
            metric.tags().stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", ")),
            metric.help());
  }

  private static String table(ConfigDef definition, Function<String, String> environment) {
    String head =
        environment == null
            ? "| name | type | default | allowed | meaning |\n|---|---|---|---|---|\n"
            : "| name | environment | type | default | allowed | meaning |\n|---|---|---|---|---|---|\n";
    return definition.configKeys().values().stream()
        .sorted(Comparator.comparing((ConfigDef.ConfigKey key) -> key.name))
        .map(
            key ->
                "| `%s` |%s %s | %s | %s | %s |\n"
                    .formatted(
                        key.name,
                        environment == null ? "" : " `" + environment.apply(key.name) + "` |",
                        key.type.name().toLowerCase(Locale.ROOT),
                        value(key),
                        key.validator == null ? "" : key.validator.toString().replace("|", "\\|"),
                        key.documentation))
        .collect(Collectors.joining("", head, ""));
  }

  private static String value(ConfigDef.ConfigKey key) {
    if (!key.hasDefault()) {
      return "required";
    }
    Object value = key.defaultValue instanceof Password p ? p.value() : key.defaultValue;
    String text = String.valueOf(ConfigDef.convertToString(value, key.type));
    return value == null || text.isEmpty() ? "" : "`" + text + "`";
  }

  private static void check(String file, String expected) throws IOException {
    Path path = DOCS.resolve(file);
    if (Boolean.getBoolean("cider.docs.write")) {
      Files.writeString(path, expected);
    }
    assertThat(path)
        .as("run the test with -Dcider.docs.write=true to write %s anew", file)
        .hasContent(expected);
  }
}
