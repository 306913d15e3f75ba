package io.ciderstream.tests.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ciderstream.servers.KafkaBroker;
import io.ciderstream.servers.MilvusLite;
import io.ciderstream.servers.SchemaRegistry;
import io.ciderstream.servers.SelfSigned;
import io.ciderstream.servers.ServerHome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
 * The roles on a broker with SASL, TLS and ACLs, with no more permissions than the documentation
 * names, and a registry with TLS and credentials.
 */
class SecuredKafkaIT {
  private static final Path PAGE = Path.of("..", "docs", "how-to", "use-your-kafka.md");
  private static final Pattern GRANT =
      Pattern.compile(
          "^\\| (?<role>\\w+) \\| (?<type>[a-z-]+) `(?<name>[^`*]+)(?<prefixed>\\*?)` \\| (?<operations>[A-Z_, ]+) \\|$",
          Pattern.MULTILINE);
  private static final List<String> USERS =
      List.of("admin", "embedder", "sink", "searcher", "console", "monitor", "client");
  private static final String PASSWORD = "registry-s3cret";
  private static final String TOKEN = "token-s3cret";

  @TempDir private Path folder;
  private final Map<String, Process> roles = new HashMap<>();
  private final Map<String, String> ports = new HashMap<>();
  private String connect;
  private KafkaBroker broker;
  private MilvusLite milvus;
  private SelfSigned tls;
  private SchemaRegistry registry;
  private AuthenticatingProxy guarded;

  @BeforeEach
  void start() throws Exception {
    RecordingAuthorizer.forget();
    tls = SelfSigned.make(folder, "server");
    broker = KafkaBroker.start(folder.resolve("kafka"), 0, security());
    ServerHome home = ServerHome.fromSystemProperty();
    milvus = MilvusLite.start(home, folder.resolve("milvus"), 0);
    registry = SchemaRegistry.start(home, folder.resolve("registry"), 0, tls);
    String basic = Base64.getEncoder().encodeToString(("roles:" + PASSWORD).getBytes(UTF_8));
    guarded =
        new AuthenticatingProxy(
            URI.create(registry.address()), tls, Set.of("Basic " + basic, "Bearer " + TOKEN));
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
    guarded.close();
    registry.close();
    milvus.close();
    broker.close();
  }

  @Test
  void shouldIndexAndFindAPictureWithTheDocumentedPermissionsAndShowNoSecret() throws Exception {
    Path pictures = Scenes.folder(folder.resolve("pictures"), 3);
    for (String role : List.of("embedder", "connect", "searcher", "console")) {
      roles.put(role, cider(role.equals("connect") ? "sink" : role, role));
    }
    for (String role : List.of("embedder", "connect", "searcher", "console")) {
      awaitReady(role);
    }

    awaitDone("client", "ingest", pictures.toString());
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
    useTheConsole(Files.readAllBytes(asked));
    awaitDone("monitor", "status", "--json");
    awaitDone("monitor", "doctor", "--system");
    assertThat(logs()).doesNotContain("AuthorizationException");
    assertThat(unused()).as("documented, but not used").isEmpty();
    assertNoSecretIsShown();
  }

  private void useTheConsole(byte[] picture) throws Exception {
    URI console = URI.create(log("console").lines().findFirst().orElseThrow());
    URI image = console.resolve("v1/images/from-the-console");
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (HttpRequest request :
          List.of(
              HttpRequest.newBuilder(image).PUT(BodyPublishers.ofByteArray(picture)).build(),
              HttpRequest.newBuilder(console.resolve("v1/search"))
                  .POST(BodyPublishers.ofByteArray(picture))
                  .build(),
              HttpRequest.newBuilder(image).build())) {
        await()
            .atMost(Duration.ofMinutes(1))
            .untilAsserted(
                () ->
                    assertThat(http.send(request, BodyHandlers.discarding()).statusCode())
                        .as(request::toString)
                        .isBetween(200, 299));
      }
    }
  }

  private void assertNoSecretIsShown() throws Exception {
    Map<String, String> shown = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".log")).toList()) {
        shown.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    for (Process role : roles.values()) {
      Path line = Path.of("/proc", Long.toString(role.pid()), "cmdline");
      shown.put("arguments of " + role.pid(), Files.readString(line));
    }
    for (String path :
        List.of("/connectors?expand=info&expand=status", "/connectors/cider-sink/tasks")) {
      shown.put(path, get(URI.create(connect + path)));
    }
    assertThat(shown).hasSizeGreaterThan(8);
    shown.forEach(
        (where, text) ->
            assertThat(text).as(where).isNotEmpty().doesNotContain("s3cret", "-secret"));
  }

  private static String get(URI uri) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }

  /** Returns the documented permissions that nothing needed. */
  private List<AclBinding> unused() throws IOException {
    return grants().stream()
        .filter(grant -> !isForLater(grant))
        .filter(
            grant ->
                RecordingAuthorizer.allowed().stream()
                    .noneMatch(
                        request ->
                            grant.entry().principal().equals("User:" + request.user())
                                && grant.entry().operation().name().equals(request.operation())
                                && covers(grant.pattern(), request.resource())))
        .toList();
  }

  /** Roles need the first when they start again, and the second after failures. */
  private static boolean isForLater(AclBinding grant) {
    return switch (grant.entry().operation()) {
      case ALTER_CONFIGS -> true;
      case WRITE -> grant.pattern().name().endsWith(".dead-letters");
      default -> false;
    };
  }

  private static boolean covers(ResourcePattern pattern, String resource) {
    String name =
        pattern.resourceType().name().toLowerCase(Locale.ROOT).replace('_', '-')
            + " "
            + pattern.name();
    return pattern.patternType() == PatternType.PREFIXED
        ? resource.startsWith(name)
        : resource.equals(name);
  }

  /** Runs a command until it succeeds: it abandons a server after 10 s, which is short here. */
  private void awaitDone(String user, String command, String... arguments) {
    await()
        .atMost(Duration.ofMinutes(3))
        .untilAsserted(
            () ->
                assertThat(cider(user, command, arguments).waitFor())
                    .as(() -> log(command) + logs())
                    .isZero());
  }

  private void awaitReady(String role) {
    URI ready = URI.create("http://127.0.0.1:" + ports.get(role) + "/ready");
    try (HttpClient http = HttpClient.newHttpClient()) {
      await()
          .atMost(Duration.ofMinutes(5))
          .pollInterval(Duration.ofMillis(200))
          .ignoreExceptionsInstanceOf(IOException.class)
          .failFast(() -> assertThat(roles.get(role).isAlive()).as(this::logs).isTrue())
          .untilAsserted(
              () -> {
                var answer =
                    http.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(() -> answer.body() + logs()).isEqualTo(200);
              });
    }
  }

  private Map<String, String> security() throws IOException {
    StringBuilder users = new StringBuilder();
    USERS.forEach(user -> users.append(" user_%s=\"%s-secret\"".formatted(user, user)));
    return Map.of(
        "listener.security.protocol.map", "CLIENT:SASL_SSL,CONTROLLER:PLAINTEXT",
        "ssl.truststore.type", "PEM",
        "ssl.truststore.location", tls.pem().toString(),
        "ssl.keystore.type", "PEM",
        "ssl.keystore.location", keyStore().toString(),
        "sasl.enabled.mechanisms", "PLAIN",
        "sasl.mechanism.inter.broker.protocol", "PLAIN",
        "listener.name.client.plain.sasl.jaas.config", login("admin") + users + ";",
        "authorizer.class.name", RecordingAuthorizer.class.getName(),
        "super.users", "User:admin;User:ANONYMOUS"); // the controller's listener has no login
  }

  private Path keyStore() throws IOException {
    return Files.writeString(
        folder.resolve("server.both"), Files.readString(tls.key()) + Files.readString(tls.pem()));
  }

  private static String login(String user) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s-secret\""
        .formatted(user, user);
  }

  private String client(String user) {
    return """
        security.protocol=SASL_SSL
        ssl.truststore.type=PEM
        ssl.truststore.location=%s
        sasl.mechanism=PLAIN
        sasl.jaas.config=%s;
        """
        .formatted(tls.pem(), login(user));
  }

  private Path properties(String user) {
    return folder.resolve(user + ".properties");
  }

  /** Grants what the table of the documentation names, and nothing else. */
  private void grant() throws Exception {
    List<AclBinding> grants = grants();
    assertThat(grants).hasSizeGreaterThan(40);
    try (Admin admin = Admin.create(adminSettings())) {
      admin.createAcls(grants).all().get();
    }
  }

  private static List<AclBinding> grants() throws IOException {
    return GRANT
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
  }

  private Map<String, Object> adminSettings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", broker.address());
    client("admin")
        .lines()
        .forEach(
            line ->
                settings.put(
                    line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
    return settings;
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
    settings.stream()
        .filter(one -> command.equals("connect") && one.startsWith("connect.listener="))
        .forEach(one -> connect = one.substring(one.indexOf('=') + 1));
    settings.addAll(
        List.of(
            "kafka.bootstrap=" + broker.address(),
            "kafka.properties=" + properties(user),
            "registry.url=" + guarded.address(),
            "registry.tls.ca.pem=" + tls.pem(),
            "index.uri=" + milvus.address()));
    settings.forEach(setting -> line.addAll(List.of("--set", setting)));
    ProcessBuilder process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(command + ".log").toFile());
    if (user.equals("client")) {
      process.environment().put("CIDER_REGISTRY_TOKEN", TOKEN);
    } else {
      process
          .environment()
          .putAll(Map.of("CIDER_REGISTRY_USER", "roles", "CIDER_REGISTRY_PASSWORD", PASSWORD));
    }
    return process.start();
  }

  private String log(String command) {
    try {
      return Files.readString(folder.resolve(command + ".log"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private String logs() {
    return Stream.of("ingest", "search", "embedder", "connect", "searcher", "console")
        .filter(command -> Files.exists(folder.resolve(command + ".log")))
        .map(command -> command + ":\n" + log(command).lines().limit(60).toList())
        .reduce("", (a, b) -> a + "\n" + b);
  }
}
