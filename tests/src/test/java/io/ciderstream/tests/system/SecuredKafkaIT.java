package io.ciderstream.tests.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ciderstream.servers.KafkaBroker;
import io.ciderstream.servers.MilvusLite;
import io.ciderstream.servers.SchemaRegistry;
import io.ciderstream.servers.ServerHome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The roles on a broker with SASL and ACLs, with no more permissions than the documentation names.
 */
class SecuredKafkaIT {
  private static final Path PAGE = Path.of("..", "docs", "how-to", "use-your-kafka.md");
  private static final Pattern GRANT =
      Pattern.compile(
          "^\\| (?<role>\\w+) \\| (?<type>[a-z-]+) `(?<name>[^`*]+)(?<prefixed>\\*?)` \\| (?<operations>[A-Z_, ]+) \\|$",
          Pattern.MULTILINE);
  private static final List<String> USERS =
      List.of("admin", "embedder", "sink", "searcher", "client");

  @TempDir private Path folder;
  private final Map<String, Process> roles = new HashMap<>();
  private final Map<String, String> ports = new HashMap<>();
  private KafkaBroker broker;
  private MilvusLite milvus;
  private SchemaRegistry registry;

  @BeforeEach
  void start() throws Exception {
    broker = KafkaBroker.start(folder.resolve("kafka"), 0, security());
    ServerHome home = ServerHome.fromSystemProperty();
    milvus = MilvusLite.start(home, folder.resolve("milvus"), 0);
    registry = SchemaRegistry.start(home, folder.resolve("registry"), 0);
    Files.writeString(folder.resolve("class-path"), "-cp " + System.getProperty("java.class.path"));
    for (String user : USERS) {
      Files.writeString(properties(user), client(user));
    }
    assertThat(cider("admin", "topics").waitFor()).as(log("topics")).isZero();
    grant();
  }

  @AfterEach
  void stop() throws Exception {
    roles.values().forEach(Process::destroy);
    for (Process role : roles.values()) {
      if (!role.waitFor(30, TimeUnit.SECONDS)) {
        role.destroyForcibly().waitFor();
      }
    }
    registry.close();
    milvus.close();
    broker.close();
  }

  @Test
  void shouldIndexAndFindAPictureWithTheDocumentedPermissions() throws Exception {
    Path pictures = Scenes.folder(folder.resolve("pictures"), 3);
    for (var role :
        Map.of("embedder", "embedder", "sink", "connect", "searcher", "searcher").entrySet()) {
      roles.put(role.getValue(), cider(role.getKey(), role.getValue()));
      awaitReady(role.getValue());
    }

    Process ingest = cider("client", "ingest", pictures.toString());
    assertThat(ingest.waitFor(2, TimeUnit.MINUTES)).as(this::logs).isTrue();
    assertThat(ingest.exitValue()).as(this::logs).isZero();
    Path asked = pictures.resolve(Scenes.name(1));
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              assertThat(cider("client", "search", asked.toString(), "--json").waitFor())
                  .as(this::logs)
                  .isZero();
              assertThat(log("search")).contains(Scenes.name(1));
            });
    assertThat(logs()).doesNotContain("AuthorizationException");
  }

  private void awaitReady(String role) {
    URI ready = URI.create("http://127.0.0.1:" + ports.get(role) + "/ready");
    try (HttpClient http = HttpClient.newHttpClient()) {
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(200))
          .ignoreExceptionsInstanceOf(IOException.class)
          .untilAsserted(
              () -> {
                var answer =
                    http.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(() -> answer.body() + logs()).isEqualTo(200);
              });
    }
  }

  private Map<String, String> security() {
    StringBuilder users = new StringBuilder();
    USERS.forEach(user -> users.append(" user_%s=\"%s-secret\"".formatted(user, user)));
    return Map.of(
        "listener.security.protocol.map", "CLIENT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
        "sasl.enabled.mechanisms", "PLAIN",
        "sasl.mechanism.inter.broker.protocol", "PLAIN",
        "listener.name.client.plain.sasl.jaas.config", login("admin") + users + ";",
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users", "User:admin;User:ANONYMOUS"); // the controller's listener has no login
  }

  private static String login(String user) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s-secret\""
        .formatted(user, user);
  }

  private static String client(String user) {
    return """
        security.protocol=SASL_PLAINTEXT
        sasl.mechanism=PLAIN
        sasl.jaas.config=%s;
        """
        .formatted(login(user));
  }

  private Path properties(String user) {
    return folder.resolve(user + ".properties");
  }

  /** Grants what the table of the documentation names, and nothing else. */
  private void grant() throws Exception {
    List<AclBinding> grants =
        GRANT
            .matcher(Files.readString(PAGE))
            .results()
            .flatMap(
                row ->
                    Arrays.stream(row.group(5).split(", "))
                        .map(
                            operation ->
                                binding(
                                    row.group(1),
                                    row.group(2),
                                    row.group(3),
                                    !row.group(4).isEmpty(),
                                    operation)))
            .toList();
    assertThat(grants).hasSizeGreaterThan(20);
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", broker.address());
    client("admin")
        .lines()
        .forEach(
            line ->
                settings.put(
                    line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
    try (Admin admin = Admin.create(settings)) {
      admin.createAcls(grants).all().get();
    }
  }

  private static AclBinding binding(
      String role, String type, String name, boolean prefixed, String operation) {
    return new AclBinding(
        new ResourcePattern(
            ResourceType.fromString(type.replace('-', '_')),
            name,
            prefixed ? PatternType.PREFIXED : PatternType.LITERAL),
        new AccessControlEntry(
            "User:" + role, "*", AclOperation.fromString(operation), AclPermissionType.ALLOW));
  }

  private Process cider(String user, String command, String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Xmx512m");
    line.add("-Dcider.home=" + System.getProperty("cider.home"));
    line.add("-Dlog4j2.configurationFile=log4j2-off.xml");
    // in a file, because ONNX Runtime 1.29 overflows its stack on a command line of 20 KB
    line.add("@" + folder.resolve("class-path"));
    line.addAll(List.of("io.ciderstream.cli.Main", command));
    line.addAll(List.of(arguments));
    List<String> settings = new ArrayList<>(TestSettings.in(folder.resolve("data-" + command)));
    settings.stream()
        .filter(one -> one.startsWith("metrics.port="))
        .forEach(one -> ports.put(command, one.substring(one.indexOf('=') + 1)));
    settings.addAll(
        List.of(
            "kafka.bootstrap=" + broker.address(),
            "kafka.properties=" + properties(user),
            "registry.url=" + registry.address(),
            "index.uri=" + milvus.address()));
    settings.forEach(setting -> line.addAll(List.of("--set", setting)));
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(command + ".log").toFile())
        .start();
  }

  private String log(String command) {
    try {
      return Files.readString(folder.resolve(command + ".log"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private String logs() {
    return Stream.of("ingest", "search", "embedder", "connect", "searcher")
        .filter(command -> Files.exists(folder.resolve(command + ".log")))
        .map(command -> command + ":\n" + log(command).lines().limit(60).toList())
        .reduce("", (a, b) -> a + "\n" + b);
  }
}
