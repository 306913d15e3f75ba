package io.ciderstream.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import io.ciderstream.connectors.settings.RowSettings;
import io.ciderstream.connectors.settings.WriteSettings;
import io.ciderstream.index.descriptor.MilvusIndexAdmin;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.servers.KafkaBroker;
import io.ciderstream.servers.MilvusStandalone;
import io.ciderstream.servers.SelfSigned;
import io.ciderstream.servers.ServerHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A genuine Milvus that asks for a password and for the client's certificate. */
class SecuredMilvusIT {
  private static final String PASSWORD = "Milvus";
  private static final String WRONG = "not-the-password-7c1f";

  @TempDir static Path dir;
  private static SelfSigned server;
  private static SelfSigned client;
  private static SelfSigned foreign;
  private static MilvusStandalone milvus;
  private static KafkaBroker broker;
  private static SinkWorker worker;
  private final Log log = new Log();
  private boolean silent;

  @BeforeAll
  static void start() throws Exception {
    server = SelfSigned.make(dir, "server");
    client = SelfSigned.make(dir, "client");
    foreign = SelfSigned.make(dir, "foreign");
    milvus =
        MilvusStandalone.start(
            ServerHome.fromSystemProperty(),
            dir.resolve("milvus"),
            0,
            Map.of(
                "COMMON_SECURITY_AUTHORIZATIONENABLED", "true",
                "COMMON_SECURITY_TLSMODE", "2",
                "TLS_SERVERPEMPATH", server.pem().toString(),
                "TLS_SERVERKEYPATH", server.key().toString(),
                "TLS_CAPEMPATH", client.pem().toString()));
    broker = KafkaBroker.start(dir.resolve("kafka"), 0, Map.of());
    worker = new SinkWorker(broker, dir);
    worker.topic("secured");
    worker.send("secured", "a", "{\"vector\": [1, 0]}");
  }

  @AfterAll
  static void stop() {
    worker.close();
    broker.close();
    milvus.close();
  }

  @BeforeEach
  void listen() {
    log.start();
    root().addAppender(log);
    // Connect logs the failures, which other tests leave out
    kafka().setLevel(Level.ERROR);
    kafka().setAdditive(false);
    kafka().addAppender(log);
  }

  @AfterEach
  void shouldHavePrintedNoSecret() {
    root().detachAppender(log);
    kafka().detachAppender(log);
    kafka().setAdditive(true);
    kafka().setLevel(Level.OFF);
    assertThat(log.lines.isEmpty()).isEqualTo(silent);
    assertThat(log.lines).noneMatch(line -> line.contains(WRONG));
  }

  @Test
  void shouldWriteWithPasswordAndMutualTls() throws Exception {
    Path secrets = Files.writeString(dir.resolve("secrets.properties"), "milvus=" + PASSWORD);
    // the server answers before it is ready
    worker.start("good", settings("${file:%s:milvus}".formatted(secrets), server, client));
    worker.awaitCommitted("good", "secured", 1);
    assertThat(worker.status("good")).isEqualTo("RUNNING");
  }

  /** What the searcher, the console and the commands use. */
  @Test
  void shouldReadWithATokenAndMutualTls() {
    silent = true;
    try (MilvusIndexAdmin admin = new MilvusIndexAdmin(reader("root:" + PASSWORD))) {
      await().ignoreExceptions().untilAsserted(() -> assertThat(admin.models()).isEmpty());
    }
    try (MilvusIndexAdmin admin = new MilvusIndexAdmin(reader("root:" + WRONG))) {
      assertThatThrownBy(admin::models)
          .isInstanceOf(CiderException.class)
          .hasMessageNotContaining(WRONG);
    }
  }

  private static IndexOptions reader(String token) {
    Map<String, Object> values = new HashMap<>();
    IndexSettings.ALL.forEach(setting -> values.put(setting.name(), setting.defaultValue()));
    values.putAll(settings(WRONG, server, client));
    values.putAll(
        Map.of(
            IndexSettings.USER.name(),
            "",
            IndexSettings.PASSWORD.name(),
            "",
            IndexSettings.TOKEN.name(),
            token,
            IndexSettings.RPC_DEADLINE.name(),
            3000L));
    return IndexSettings.from(values::get);
  }

  @Test
  void shouldStopAtAWrongPassword() throws Exception {
    worker.start("wrong", settings(WRONG, server, client));
    shouldFail("wrong", "index.password");
  }

  @Test
  void shouldStopAtAServerThatItDoesNotTrust() throws Exception {
    worker.start("untrusting", settings(WRONG, foreign, client));
    shouldFail("untrusting", "index.tls.ca.pem");
  }

  @Test
  void shouldStopWhereTheServerDoesNotTrustIt() throws Exception {
    worker.start("untrusted", settings(WRONG, server, foreign));
    shouldFail("untrusted", "index.tls.client.pem");
  }

  @Test
  void shouldStopAtFilesThatAreNoCertificateAndNoKey() throws Exception {
    SelfSigned swapped = new SelfSigned(client.key(), client.pem());
    worker.start("swapped", settings(WRONG, swapped, client));
    shouldFail("swapped", "index.tls.ca.pem: %s holds no certificate".formatted(client.key()));
    worker.start("keyless", settings(WRONG, server, new SelfSigned(client.pem(), client.pem())));
    shouldFail("keyless", "index.tls.client.key: %s holds no private key".formatted(client.pem()));
    SelfSigned gone = new SelfSigned(dir.resolve("gone.pem"), client.key());
    worker.start("gone", settings(WRONG, gone, client));
    shouldFail("gone", "index.tls.ca.pem: %s cannot be read".formatted(gone.pem()));
  }

  private static void shouldFail(String name, String remedy) throws Exception {
    SinkWorker.awaitIt(() -> assertThat(worker.status(name)).isEqualTo("FAILED"));
    assertThat(worker.trace(name))
        .contains("SETTING_INVALID")
        .contains(remedy)
        .doesNotContain(WRONG);
    assertThat(worker.committed(name, "secured")).isZero();
  }

  private static Map<String, String> settings(
      String password, SelfSigned authority, SelfSigned identity) {
    Map<String, String> settings = new HashMap<>();
    settings.put("topics", "secured");
    settings.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
    settings.put(IndexSettings.URI.name(), "https://localhost:" + milvus.port());
    settings.put(IndexSettings.USER.name(), "root");
    settings.put(IndexSettings.PASSWORD.name(), password);
    settings.put(IndexSettings.TLS_CA_PEM.name(), authority.pem().toString());
    settings.put(IndexSettings.TLS_CLIENT_PEM.name(), identity.pem().toString());
    settings.put(IndexSettings.TLS_CLIENT_KEY.name(), identity.key().toString());
    settings.put(IndexSettings.TLS_SERVER_NAME.name(), "localhost");
    settings.put(WriteSettings.TAKEOVER_WAIT.name(), "0");
    settings.put(IndexSettings.RPC_DEADLINE.name(), "3000");
    settings.put(RowSettings.COLLECTION.name(), "secured");
    return settings;
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static Logger kafka() {
    return (Logger) LoggerFactory.getLogger("org.apache.kafka");
  }

  /** Keeps every line, and the messages of the exceptions with it. */
  private static final class Log extends AppenderBase<ILoggingEvent> {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      lines.add(event.getFormattedMessage());
      for (IThrowableProxy error = event.getThrowableProxy();
          error != null;
          error = error.getCause()) {
        lines.add(String.valueOf(error.getMessage()));
      }
    }
  }
}
