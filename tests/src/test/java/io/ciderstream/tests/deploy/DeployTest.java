package io.ciderstream.tests.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.ciderstream.cli.Main;
import io.ciderstream.cli.console.ConsoleRole;
import io.ciderstream.cli.settings.Catalogue;
import io.ciderstream.cli.settings.Settings;
import io.ciderstream.cli.settings.SettingsLoader;
import io.ciderstream.cli.system.RoleGroups;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.connectors.telemetry.SinkMetric;
import io.ciderstream.console.Console;
import io.ciderstream.console.ConsoleMetric;
import io.ciderstream.monitoring.Metric;
import io.ciderstream.monitoring.Monitoring;
import io.ciderstream.schemas.Topics;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine.Command;

class DeployTest {
  private static final Path ROOT = Path.of("..");
  private static final Path DEPLOY = ROOT.resolve("deploy");

  /** The environment variables that the launcher, the image and the logging read. */
  private static final Set<String> NO_SETTINGS =
      Set.of(
          "CIDER_HOME",
          "CIDER_EMBEDDER_NICE",
          "CIDER_HEAP",
          "CIDER_HEAP_PERCENT",
          "CIDER_LOG_FORMAT");

  private static final Map<String, String> NAMES =
      Catalogue.DEFINITION.names().stream()
          .collect(Collectors.toMap(SettingsLoader::environmentName, Function.identity()));

  @Test
  void shouldOnlyNameSettingsThatThereAre() throws IOException {
    Pattern variable = Pattern.compile("\\bCIDER_[A-Z_]+\\b");
    for (String file :
        List.of(
            "docker-compose.yml",
            "deploy/docker/Dockerfile",
            "deploy/helm/cider-stream/values.yaml",
            "docs/how-to/operate.md")) {
      variable
          .matcher(Files.readString(ROOT.resolve(file)))
          .results()
          .map(found -> found.group())
          .filter(name -> !NO_SETTINGS.contains(name))
          .forEach(name -> assertThat(NAMES).as(file).containsKey(name));
    }
  }

  @Test
  void shouldGiveEachContainerValuesThatAreTaken() {
    Map<String, Object> services = map(yaml(ROOT.resolve("docker-compose.yml")).get("services"));
    int checked = 0;
    for (Object service : services.values()) {
      Map<String, String> values = new HashMap<>();
      map(map(service).getOrDefault("environment", Map.of()))
          .forEach(
              (name, value) -> {
                String given = value.toString().replaceAll("\\$\\{\\w+:-([^}]*)}", "$1");
                if (NAMES.containsKey(name)) {
                  values.put(NAMES.get(name), given);
                }
              });
      new Settings(values, Map.of());
      checked += values.isEmpty() ? 0 : 1;
    }
    assertThat(checked).isGreaterThanOrEqualTo(5);
  }

  @Test
  void shouldRunCommandsThatThereAre() {
    Set<String> commands =
        Arrays.stream(Main.class.getAnnotation(Command.class).subcommands())
            .map(type -> type.getAnnotation(Command.class).name())
            .collect(Collectors.toSet());
    map(yaml(ROOT.resolve("docker-compose.yml")).get("services"))
        .values()
        .forEach(
            service -> {
              if (map(service).getOrDefault("image", "").toString().contains("cider-stream:")) {
                List<?> command = (List<?>) map(service).get("command");
                assertThat(commands).contains(command.getFirst().toString());
              }
            });
    assertThat(commands).containsAll(map(helm().get("roles")).keySet());
  }

  @Test
  void shouldGiveTheChartSettingsThatAreTaken() {
    Map<String, Object> shared = map(helm().get("settings"));
    map(helm().get("roles"))
        .forEach(
            (role, values) -> {
              Map<String, String> all = new HashMap<>();
              shared.forEach((name, value) -> all.put(name, value.toString()));
              map(map(values).get("settings"))
                  .forEach((name, value) -> all.put(name, value.toString()));
              new Settings(all, Map.of());
            });
  }

  @Test
  void shouldNotLetAConsoleOfTheChartStartWithoutAToken() {
    Map<String, String> console = new HashMap<>();
    map(map(map(helm().get("roles")).get("console")).get("settings"))
        .forEach((name, value) -> console.put(name, value.toString()));
    assertThatThrownBy(() -> startConsole(console)).hasMessageContaining("console.token");
    console.put("console.token", "secret");
    console.put("console.port", "0");
    startConsole(console);
  }

  private static void startConsole(Map<String, String> settings) {
    try (Wiring wiring = new Wiring(new Settings(settings, Map.of()))) {
      ConsoleRole.start(wiring).close();
    }
  }

  @Test
  void shouldServeTheConsolesMetricsToPrometheusWithoutItsToken() throws Exception {
    Map<String, String> settings =
        Map.of("console.port", "0", "console.token", "secret", "metrics.port", "0");
    try (Wiring wiring = new Wiring(new Settings(settings, Map.of()));
        Monitoring monitoring = wiring.monitoring();
        Console console = ConsoleRole.start(wiring);
        HttpClient http = HttpClient.newHttpClient()) {
      URI served =
          URI.create("http://127.0.0.1:%d/metrics".formatted(monitoring.port().getAsInt()));
      assertThat(ask(http, served).body())
          .contains("cider_pictures", "cider_freshness_p99_seconds", "cider_broker_up");
      assertThat(ask(http, URI.create(console.address()).resolve("/metrics")).statusCode())
          .isEqualTo(401);
      await() // it is counted once it was answered
          .untilAsserted(
              () ->
                  assertThat(ask(http, served).body())
                      .contains(
                          "cider_console_requests_seconds_count{method=\"GET\",route=\"/metrics\",status=\"401\"}"));
    }
  }

  private static HttpResponse<String> ask(HttpClient http, URI uri) throws Exception {
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void shouldScaleOnTheGroupsAndTopicsThatTheRolesUse() throws IOException {
    RoleGroups groups = new Wiring(new Settings(Map.of(), Map.of())).groups();
    assertScaling("\"%s" + groups.embedder(), "\"%s" + Topics.DEFAULT.images());
    assertScaling("\"%s" + groups.searcher(), "\"%s" + Topics.DEFAULT.queries());
    assertScaling(groups.sink().replace("connect-", "\"connect-%s"), Topics.DEFAULT.descriptors());
  }

  /** ChartTest renders it, where there is a helm. */
  private static void assertScaling(String group, String topic) throws IOException {
    assertThat(Files.readString(DEPLOY.resolve("helm/cider-stream/templates/_helpers.tpl")))
        .contains(group, topic);
  }

  @Test
  void shouldOnlyAskForMetricsThatThereAre() throws IOException {
    String dashboard = Files.readString(DEPLOY.resolve("grafana/dashboards/cider-stream.json"));
    assertThat(new ObjectMapper().readTree(dashboard).get("panels")).hasSizeGreaterThan(12);
    Set<String> asked = metrics(dashboard);
    asked.addAll(metrics(Files.readString(DEPLOY.resolve("prometheus/alerts.yml"))));
    Set<String> known =
        Arrays.stream(Metric.values()).map(Metric::prometheusName).collect(Collectors.toSet());
    for (SinkMetric metric : SinkMetric.values()) {
      known.add(prometheusName(metric));
    }
    for (ConsoleMetric metric : ConsoleMetric.values()) {
      known.add(metric.prometheusName());
    }
    assertThat(asked).hasSizeGreaterThan(8);
    asked.forEach(
        name ->
            assertThat(known)
                .anyMatch(
                    metric ->
                        name.equals(metric) || name.matches(metric + "_(bucket|count|sum|max)")));
  }

  private static String prometheusName(SinkMetric metric) {
    boolean gauge = metric.kind() == SinkMetric.Kind.GAUGE;
    return new PrometheusNamingConvention()
            .name(metric.meterName(), gauge ? Meter.Type.GAUGE : Meter.Type.COUNTER, metric.unit())
        + (gauge ? "" : "_total");
  }

  private static Set<String> metrics(String text) {
    Matcher names = Pattern.compile("\\bcider_[a-z_]+\\b").matcher(text);
    return names
        .results()
        .map(found -> found.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void shouldNoticeARoleThatIsNotThere() throws IOException {
    String alerts = Files.readString(DEPLOY.resolve("prometheus/alerts.yml"));
    for (String check : List.of("embedder", "searcher", "sink")) {
      assertThat(alerts).contains("absent(cider_ready{check=\"%s\"})".formatted(check));
    }
    assertThat(alerts).contains("expr: up == 0");
  }

  @Test
  void shouldScrapeEveryRoleWhereItServesMetrics() throws IOException {
    String port = "9464";
    assertThat(Files.readString(DEPLOY.resolve("docker/Dockerfile")))
        .contains("CIDER_METRICS_PORT=" + port);
    String scraped = Files.readString(DEPLOY.resolve("prometheus/prometheus.yml"));
    assertThat(scraped).contains("console:" + port, "port: " + port);
    Set<String> roles = map(helm().get("roles")).keySet();
    assertThat(roles).isNotEmpty().allSatisfy(role -> assertThat(scraped).contains(role));
    assertThat(Files.readString(DEPLOY.resolve("helm/cider-stream/templates/roles.yaml")))
        .contains("$metrics := " + port, "prometheus.io/port: {{ $metrics | quote }}");
  }

  @Test
  void shouldSayOfEveryAlertWhatToDo() throws IOException {
    String operations = Files.readString(ROOT.resolve("docs/how-to/operate.md"));
    List<?> groups = (List<?>) yaml(DEPLOY.resolve("prometheus/alerts.yml")).get("groups");
    List<?> rules = (List<?>) map(groups.getFirst()).get("rules");
    assertThat(rules)
        .isNotEmpty()
        .allSatisfy(
            rule -> assertThat(operations).contains("| `" + map(rule).get("alert") + "` |"));
  }

  @Test
  void shouldTellDockerWhetherARoleIsReady() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(
              exchange.getRequestURI().getPath().equals("/ready") ? 200 : 503, -1);
          exchange.close();
        });
    server.start();
    int port = server.getAddress().getPort();
    try {
      assertThat(healthcheck(port, "/ready")).isZero();
      assertThat(healthcheck(port, "/health")).isNotZero();
    } finally {
      server.stop(0);
    }
    assertThat(healthcheck(port, "/ready")).isNotZero();
  }

  private static int healthcheck(int port, String path) throws IOException, InterruptedException {
    return new ProcessBuilder(
            "bash", DEPLOY.resolve("docker/healthcheck.sh").toString(), "" + port, path)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static Map<String, Object> helm() {
    return yaml(DEPLOY.resolve("helm/cider-stream/values.yaml"));
  }

  private static Map<String, Object> yaml(Path file) {
    try (var reader = Files.newBufferedReader(file)) {
      return new Yaml().load(reader);
    } catch (IOException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object node) {
    return (Map<String, Object>) node;
  }
}
