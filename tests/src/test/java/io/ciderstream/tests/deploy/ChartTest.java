package io.ciderstream.tests.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Lints and renders the chart, where there is a helm: the one that HELM names, or on the PATH. */
class ChartTest {
  private static final String CHART = "../deploy/helm/cider-stream";
  private static final String FULL =
      """
      image: {digest: "sha256:%s"}
      imagePullSecrets: [{name: pull}]
      settings: {topics.prefix: shop., kafka.bootstrap: "broker:9093"}
      secret: cider
      kafka: {secret: kafka}
      model: {volume: {persistentVolumeClaim: {claimName: models}}, file: mine.onnx}
      nodeSelector: {pool: general}
      tolerations: [{key: shared, operator: Exists}]
      roles:
        embedder:
          gpu: 1
          image: {tag: mine}
          nodeSelector: {pool: gpu}
          settings: {topics.descriptors: second}
          autoscaling: {enabled: true}
        searcher: {autoscaling: {enabled: true}}
        connect: {settings: {connect.index: next}, autoscaling: {enabled: true}}
      keda: {secret: keda}
      ingress: {enabled: true, host: cider.example.org, tls: [{secretName: tls}]}
      monitoring: {podMonitor: {enabled: true}, rules: {enabled: true}}
      """
          .formatted("a".repeat(64));

  private static String helm;

  @TempDir private Path folder;

  /** What helm has said, and its exit code. */
  private record Answer(int code, String text) {}

  @BeforeAll
  static void findHelm() {
    Optional<String> found =
        Stream.concat(
                Stream.ofNullable(System.getenv("HELM")),
                Stream.of(System.getenv("PATH").split(":")).map(part -> part + "/helm"))
            .filter(file -> Files.isExecutable(Path.of(file)))
            .findFirst();
    assumeTrue(found.isPresent(), "there is no helm, so the chart is not rendered");
    helm = found.get();
  }

  @Test
  void shouldPassHelmsOwnCheck() throws Exception {
    Answer lint = run("lint", "--strict", CHART, "--set", "secret=any");
    assertThat(lint.code()).as(lint.text()).isZero();
  }

  @Test
  void shouldRefuseKeysAndSettingsThatThereAreNot() throws Exception {
    for (String value :
        List.of(
            "roles.embedder.replica=2", "settings.index\\.typo=1", "settings.index\\.token=x")) {
      Answer answer = run("template", "c", CHART, "--set", "secret=any", "--set", value);
      assertThat(answer.code()).as(value).isNotZero();
      assertThat(answer.text()).contains("don't meet the specifications of the schema");
    }
  }

  @Test
  void shouldNotServeAnUnprotectedConsole() throws Exception {
    assertThat(run("template", "c", CHART).text()).contains("CIDER_CONSOLE_TOKEN");
    Answer anonymous =
        run(
            "template",
            "c",
            CHART,
            "--set-json",
            "roles.console.settings={\"console.anonymous\":true}");
    assertThat(anonymous.code()).as(anonymous.text()).isZero();
  }

  @Test
  void shouldRunEveryPodUnderTheRestrictedStandard() throws Exception {
    List<Map<String, Object>> pods =
        render(FULL).stream()
            .filter(o -> List.of("Deployment", "Job").contains(o.get("kind")))
            .map(o -> at(o, "spec.template.spec"))
            .toList();
    assertThat(pods).hasSize(5);
    for (Map<String, Object> pod : pods) {
      assertThat(at(pod, "securityContext"))
          .containsEntry("runAsNonRoot", true)
          .containsEntry("seccompProfile", Map.of("type", "RuntimeDefault"));
      assertThat(first(pod, "containers").get("securityContext"))
          .isEqualTo(
              Map.of(
                  "allowPrivilegeEscalation",
                  false,
                  "readOnlyRootFilesystem",
                  true,
                  "capabilities",
                  Map.of("drop", List.of("ALL"))));
      assertThat(pod)
          .containsEntry("automountServiceAccountToken", false)
          .containsEntry("imagePullSecrets", List.of(Map.of("name", "pull")));
    }
  }

  @Test
  void shouldGiveTheDeviceAndItsNodesToTheEmbedderAlone() throws Exception {
    List<Map<String, Object>> all = render(FULL);
    Map<String, Object> embedder = at(named(all, "Deployment", "c-embedder"), "spec.template.spec");
    Map<String, Object> container = first(embedder, "containers");
    assertThat(container).containsEntry("image", "cider-stream:mine");
    assertThat(embedder).containsEntry("nodeSelector", Map.of("pool", "gpu"));
    assertThat(at(container, "resources.limits"))
        .containsEntry("nvidia.com/gpu", 1)
        .containsEntry("memory", "4Gi");
    assertThat(environment(container))
        .containsEntry("CIDER_EMBEDDING_CUDA", "required")
        .containsEntry("CIDER_MODEL_FILE", "/models/mine.onnx")
        .containsEntry("CIDER_KAFKA_PROPERTIES", "/etc/cider/kafka/kafka.properties")
        .containsEntry("CIDER_TOPICS_PREFIX", "shop.");
    Map<String, Object> searcher = at(named(all, "Deployment", "c-searcher"), "spec.template.spec");
    assertThat(searcher).containsEntry("nodeSelector", Map.of("pool", "general"));
    assertThat(at(first(searcher, "containers"), "resources.limits"))
        .doesNotContainKey("nvidia.com/gpu");
    assertThat(first(searcher, "containers").get("image"))
        .isEqualTo("cider-stream@sha256:" + "a".repeat(64));
    assertThat(environment(first(searcher, "containers")))
        .doesNotContainKey("CIDER_EMBEDDING_CUDA");
  }

  @Test
  void shouldScaleOnTheGroupsAndTopicsOfThePrefixWithTheCredentialsOfKeda() throws Exception {
    List<Map<String, Object>> all = render(FULL);
    assertScaling(all, "embedder", "shop.cider-embedder-second", "shop.images");
    assertScaling(all, "searcher", "shop.cider-searcher", "shop.queries");
    assertScaling(all, "connect", "connect-shop.cider-sink-next", "shop.descriptors");
    assertThat(at(named(all, "TriggerAuthentication", "c-kafka"), "spec").get("secretTargetRef"))
        .asString()
        .contains("parameter=username", "name=keda");
  }

  private static void assertScaling(
      List<Map<String, Object>> all, String role, String group, String topic) {
    Map<String, Object> trigger =
        first(at(named(all, "ScaledObject", "c-" + role), "spec"), "triggers");
    assertThat(at(trigger, "metadata"))
        .containsEntry("consumerGroup", group)
        .containsEntry("topic", topic)
        .containsEntry("bootstrapServers", "broker:9093");
    assertThat(trigger).containsEntry("authenticationRef", Map.of("name", "c-kafka"));
  }

  @Test
  void shouldOfferTheConsoleAndTheMetrics() throws Exception {
    List<Map<String, Object>> all = render(FULL);
    assertThat(at(named(all, "Ingress", "c-console"), "spec").get("rules"))
        .asString()
        .contains("cider.example.org");
    assertThat(first(at(named(all, "PodMonitor", "c"), "spec"), "podMetricsEndpoints"))
        .containsEntry("port", "metrics");
    assertThat(at(named(all, "PrometheusRule", "c"), "spec").get("groups"))
        .asString()
        .contains("RoleAbsent");
    assertThat(all.stream().filter(o -> o.get("kind").equals("PodDisruptionBudget"))).hasSize(4);
    assertThat(at(named(all, "Deployment", "c-console"), "spec.template.metadata.annotations"))
        .containsKey("checksum/secrets");
  }

  private List<Map<String, Object>> render(String values) throws Exception {
    Path file = Files.writeString(folder.resolve("values.yaml"), values);
    Answer answer = run("template", "c", CHART, "-f", file.toString());
    assertThat(answer.code()).as(answer.text()).isZero();
    return StreamSupport.stream(new Yaml().loadAll(answer.text()).spliterator(), false)
        .filter(o -> o != null)
        .map(ChartTest::map)
        .toList();
  }

  private static Answer run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(helm));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), text);
  }

  private static Map<String, Object> named(
      List<Map<String, Object>> all, String kind, String name) {
    return all.stream()
        .filter(o -> o.get("kind").equals(kind) && at(o, "metadata").get("name").equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no %s %s".formatted(kind, name)));
  }

  private static Map<String, Object> environment(Map<String, Object> container) {
    Map<String, Object> environment = new HashMap<>();
    for (Object variable : (List<?>) container.get("env")) {
      environment.put(map(variable).get("name").toString(), map(variable).get("value"));
    }
    return environment;
  }

  private static Map<String, Object> at(Map<String, Object> node, String path) {
    Map<String, Object> found = node;
    for (String name : path.split("\\.")) {
      found = map(found.get(name));
    }
    return found;
  }

  private static Map<String, Object> first(Map<String, Object> node, String list) {
    return map(((List<?>) node.get(list)).getFirst());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object node) {
    return (Map<String, Object>) node;
  }
}
