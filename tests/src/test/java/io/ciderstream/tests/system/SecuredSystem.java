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
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;

/**
 * Servers and roles that ask each other for credentials: a broker with SASL, TLS and ACLs, and a
 * registry with TLS and credentials. Roles and commands are processes of their own, each with the
 * broker's user of its name.
 */
final class SecuredSystem implements AutoCloseable {
  static final String PASSWORD = "registry-s3cret";
  static final String TOKEN = "token-s3cret";
  private static final List<String> USERS =
      List.of("admin", "embedder", "sink", "searcher", "console", "monitor", "verifier", "client");

  private final Path folder;
  private final Map<String, Process> roles = new HashMap<>();
  private final Map<String, String> ports = new HashMap<>();
  private final SelfSigned tls;
  private final KafkaBroker broker;
  private final MilvusLite milvus;
  private final SchemaRegistry registry;
  private final AuthenticatingProxy guarded;
  private String connect;

  SecuredSystem(Path folder) throws Exception {
    this.folder = folder;
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
  }

  /** Starts a role and returns at once. */
  void start(String user, String role, String... arguments) throws IOException {
    roles.put(role, cider(user, role, arguments));
  }

  /** Allows this, in addition to what was allowed before. */
  void grant(List<AclBinding> grants) throws Exception {
    try (Admin admin = Admin.create(adminSettings())) {
      admin.createAcls(grants).all().get();
    }
  }

  /** Waits until the roles that were started are ready. */
  void awaitReady() {
    roles.keySet().forEach(this::awaitReady);
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

  /** Runs a command until it succeeds: it abandons a server after 10 s, which is short here. */
  void awaitDone(String user, String command, String... arguments) {
    await()
        .atMost(Duration.ofMinutes(3))
        .untilAsserted(
            () ->
                assertThat(cider(user, command, arguments).waitFor())
                    .as(() -> log(command) + logs())
                    .isZero());
  }

  /** Searches with a picture until its own row is found. */
  void awaitFound(String user, Path picture) {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              assertThat(cider(user, "search", picture.toString(), "--json").waitFor())
                  .as(this::logs)
                  .isZero();
              assertThat(log("search")).contains(picture.getFileName().toString());
            });
  }

  /**
   * Returns what the roles and commands print, their arguments and what Connect shows, by place.
   */
  Map<String, String> shown() throws Exception {
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
    return shown;
  }

  private static String get(URI uri) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }

  /** Returns the address of the registry that asks for no credentials. */
  String registry() {
    return registry.address();
  }

  /** Returns the address of the registry that asks for credentials. */
  String guarded() {
    return guarded.address();
  }

  /** Returns the certificate of broker and registry, which vouches for itself. */
  SelfSigned tls() {
    return tls;
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

  Process cider(String user, String command, String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // there are up to six at a time, each for seconds
    line.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
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

  String log(String command) {
    try {
      return Files.readString(folder.resolve(command + ".log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  String logs() {
    return Stream.of("ingest", "search", "embedder", "connect", "searcher", "console")
        .filter(command -> Files.exists(folder.resolve(command + ".log")))
        .map(command -> command + ":\n" + log(command).lines().limit(60).toList())
        .reduce("", (a, b) -> a + "\n" + b);
  }

  @Override
  public void close() throws Exception {
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
}
