package io.ciderstream.connectors.settings;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.ciderstream.connectors.rows.RowOptions;
import io.ciderstream.connectors.write.Backoff;
import io.ciderstream.index.IndexConnection;
import io.ciderstream.index.IndexOptions;
import io.ciderstream.index.TlsFiles;
import io.ciderstream.index.VectorIndex;
import io.ciderstream.schemas.CiderException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** The sink's settings, each said once. */
public final class SinkSettings extends AbstractConfig {
  public static final String URI = "index.uri";
  public static final String TOKEN = "index.token";
  public static final String USER = "index.user";
  public static final String PASSWORD = "index.password";
  public static final String DATABASE = "index.database";
  public static final String NAME = "index.name";
  public static final String TYPE = "index.type";
  public static final String HNSW_M = "index.hnsw.m";
  public static final String HNSW_EF_CONSTRUCTION = "index.hnsw.ef.construction";
  public static final String IVF_NLIST = "index.ivf.nlist";
  public static final String TLS_SERVER_PEM = "index.tls.server.pem";
  public static final String TLS_SERVER_NAME = "index.tls.server.name";
  public static final String TLS_CA_PEM = "index.tls.ca.pem";
  public static final String TLS_CLIENT_PEM = "index.tls.client.pem";
  public static final String TLS_CLIENT_KEY = "index.tls.client.key";
  public static final String RPC_DEADLINE = "index.rpc.deadline.ms";
  public static final String BATCH_ROWS = "index.batch.rows";
  public static final String BATCH_BYTES = "index.batch.bytes";
  public static final String BACKOFF = "retry.backoff.ms";
  public static final String BACKOFF_MAX = "retry.backoff.max.ms";

  public static final String TAKEOVER_WAIT = "takeover.wait.ms";
  public static final String UNANSWERED_WAIT = "unanswered.wait.ms";
  public static final String LEASE = "write.lease.ms";
  public static final String VALIDATE_CONNECTION = "validate.connection";

  public static final ConfigDef DEFINITION = definition();

  /** The searches of others decide about these; a sink never searches. */
  private static final int NO_SEARCH = 1;

  private static final String CONSUMER = "consumer.override.";

  /** Kafka's defaults. */
  private static final Duration SESSION = Duration.ofSeconds(45);

  private static final Duration POLL_INTERVAL = Duration.ofMinutes(5);
  private static final long LARGEST_REQUEST = 1 << 20;

  /** Refuses wrong and contradicting settings with a {@link ConfigException} naming them. */
  public SinkSettings(Map<String, String> settings) {
    super(DEFINITION, settings, false);
    backoff();
    requireCollection();
    lease();
    ProgressSettings.check(this);
    try {
      connection();
      if (rows().isEmpty()) {
        index();
      }
    } catch (CiderException e) {
      throw new ConfigException(e.getMessage());
    }
  }

  /** Rows of any collection; none if the records are descriptors. */
  public Optional<RowOptions> rows() {
    if (!isRows()) {
      return Optional.empty();
    }
    RowParsing parsing = new RowParsing(this);
    return Optional.of(
        new RowOptions(parsing.mapping(), parsing.plan(), getInt(BATCH_ROWS), getInt(BATCH_BYTES)));
  }

  public IndexConnection connection() {
    return new IndexConnection(
        getString(URI),
        secret(TOKEN),
        Optional.ofNullable(getString(USER)),
        secret(PASSWORD),
        getString(DATABASE),
        new TlsFiles(
            file(TLS_SERVER_PEM),
            Optional.ofNullable(getString(TLS_SERVER_NAME)),
            file(TLS_CA_PEM),
            file(TLS_CLIENT_PEM),
            file(TLS_CLIENT_KEY)),
        Duration.ofMillis(getLong(RPC_DEADLINE)));
  }

  /** For how long after a heartbeat a write may start; zero is for ever. */
  public Duration lease() {
    long lease = getLong(LEASE);
    Duration session = consumerTime("session.timeout.ms", SESSION);
    if (lease > session.toMillis()) {
      throw new ConfigException(
          LEASE,
          lease,
          "It must not exceed the consumer's session timeout, %d: set consumer.override.session.timeout.ms, or lower it."
              .formatted(session.toMillis()));
    }
    return lease < 0 ? session : Duration.ofMillis(lease);
  }

  public Duration pollInterval() {
    return consumerTime("max.poll.interval.ms", POLL_INTERVAL);
  }

  /** The client id of a task's consumer, as Connect chooses it. */
  public String consumerId(String task) {
    Object given = originals().get(CONSUMER + "client.id");
    return given == null
        ? "connector-consumer-%s-%s".formatted(originals().getOrDefault("name", ""), task)
        : given.toString();
  }

  /** The largest request of Connect's producer of dead letters, in bytes. */
  public long largestDeadLetter() {
    Object given = originals().get("producer.override.max.request.size");
    return given == null ? LARGEST_REQUEST : Long.parseLong(given.toString().trim());
  }

  public boolean guarded() {
    return getBoolean(RowSettings.GUARD);
  }

  private Duration consumerTime(String name, Duration kafkasDefault) {
    Object given = originals().get(CONSUMER + name);
    try {
      return given == null
          ? kafkasDefault
          : Duration.ofMillis(Long.parseLong(given.toString().trim()));
    } catch (NumberFormatException e) {
      throw new ConfigException(CONSUMER + name, given, "It is no number.");
    }
  }

  public Duration takeoverWait() {
    return deadlineUnlessSet(TAKEOVER_WAIT);
  }

  public Duration unansweredWait() {
    return deadlineUnlessSet(UNANSWERED_WAIT);
  }

  private Duration deadlineUnlessSet(String name) {
    long wait = getLong(name);
    return Duration.ofMillis(wait < 0 ? getLong(RPC_DEADLINE) : wait);
  }

  public boolean validatesConnection() {
    return getBoolean(VALIDATE_CONNECTION);
  }

  public IndexOptions index() {
    return new IndexOptions(
        getString(URI),
        secret(TOKEN),
        Optional.ofNullable(getString(USER)),
        secret(PASSWORD),
        getString(DATABASE),
        getString(NAME),
        VectorIndex.Type.valueOf(getString(TYPE).toUpperCase(Locale.ROOT))
            .with(
                getInt(HNSW_M),
                getInt(HNSW_EF_CONSTRUCTION),
                NO_SEARCH,
                getInt(IVF_NLIST),
                NO_SEARCH),
        Optional.ofNullable(getString(TLS_SERVER_PEM)).map(Path::of),
        Optional.ofNullable(getString(TLS_SERVER_NAME)),
        Duration.ofMillis(getLong(RPC_DEADLINE)),
        Duration.ZERO,
        getInt(BATCH_ROWS),
        getInt(BATCH_BYTES));
  }

  public Backoff backoff() {
    long first = getLong(BACKOFF);
    long longest = getLong(BACKOFF_MAX);
    if (longest < first) {
      throw new ConfigException(
          BACKOFF_MAX, longest, "It must not be less than %s, %d.".formatted(BACKOFF, first));
    }
    return new Backoff(first, longest);
  }

  private boolean isRows() {
    return !getString(RowSettings.COLLECTION).isEmpty()
        || !getList(RowSettings.TOPICS_COLLECTIONS).isEmpty();
  }

  private void requireCollection() {
    RowSettings.NEED_COLLECTION.stream()
        .filter(name -> originals().containsKey(name) && !isRows())
        .findFirst()
        .ifPresent(
            name -> {
              throw new ConfigException(
                  "%s is set, but neither %s nor %s is: without them the sink takes descriptors of cider-stream only."
                      .formatted(name, RowSettings.COLLECTION, RowSettings.TOPICS_COLLECTIONS));
            });
  }

  private Optional<Path> file(String name) {
    return Optional.ofNullable(getString(name)).map(Path::of);
  }

  private Optional<String> secret(String name) {
    return Optional.ofNullable(getPassword(name)).map(Password::value);
  }

  private static ConfigDef definition() {
    ConfigDef all = new ConfigDef();
    define(all);
    RowSettings.define(all);
    ProgressSettings.define(all);
    return all;
  }

  private static void define(ConfigDef all) {
    all.define(
            URI,
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            new NonEmptyString(),
            HIGH,
            "Where Milvus is: http://host:port, or https:// for TLS.")
        .define(TOKEN, Type.PASSWORD, null, MEDIUM, "Instead of user and password.")
        .define(USER, Type.STRING, null, MEDIUM, "The Milvus user.")
        .define(PASSWORD, Type.PASSWORD, null, MEDIUM, "The Milvus user's password.")
        .define(
            DATABASE, Type.STRING, "", LOW, "The Milvus database; empty is the server's default.")
        .define(
            NAME,
            Type.STRING,
            "images",
            new NonEmptyString(),
            HIGH,
            "The alias of the index, and the start of each collection's name.")
        .define(
            TYPE,
            Type.STRING,
            VectorIndex.Type.HNSW.name(),
            CaseInsensitiveValidString.in(
                Arrays.stream(VectorIndex.Type.values()).map(Enum::name).toArray(String[]::new)),
            MEDIUM,
            "The kind of vector index of a new collection.")
        .define(HNSW_M, Type.INT, 16, between(2, 2048), LOW, "HNSW: edges per node.")
        .define(
            HNSW_EF_CONSTRUCTION,
            Type.INT,
            200,
            between(8, 32768),
            LOW,
            "HNSW: candidates while building.")
        .define(IVF_NLIST, Type.INT, 1024, between(1, 65536), LOW, "IVF: clusters.")
        .define(
            TLS_SERVER_PEM,
            Type.STRING,
            null,
            LOW,
            "File of the server's certificate, if no known authority signed it.")
        .define(
            TLS_SERVER_NAME,
            Type.STRING,
            null,
            LOW,
            "The name in the server's certificate, if it is not the uri's host.")
        .define(
            TLS_CA_PEM, Type.STRING, null, LOW, "Mutual TLS: file of the authority's certificate.")
        .define(
            TLS_CLIENT_PEM,
            Type.STRING,
            null,
            LOW,
            "Mutual TLS: file of this client's certificate.")
        .define(
            TLS_CLIENT_KEY,
            Type.STRING,
            null,
            LOW,
            "Mutual TLS: file of this client's private key.")
        .define(
            RPC_DEADLINE,
            Type.LONG,
            10_000L,
            between(100, 600_000),
            MEDIUM,
            "How long one call to Milvus may take, in milliseconds.")
        .define(BATCH_ROWS, Type.INT, 128, between(1, 16384), MEDIUM, "Rows of one call.")
        .define(
            BATCH_BYTES,
            Type.INT,
            32 << 20,
            between(64 << 10, 64 << 20),
            LOW,
            "Bytes of one call, about.")
        .define(
            BACKOFF,
            Type.LONG,
            500L,
            between(1, 600_000),
            LOW,
            "The first pause, in milliseconds, while Milvus is out of reach; it doubles.")
        .define(
            BACKOFF_MAX,
            Type.LONG,
            30_000L,
            between(1, 600_000),
            LOW,
            "The longest pause, in milliseconds, while Milvus is out of reach.")
        .define(
            TAKEOVER_WAIT,
            Type.LONG,
            -1L,
            between(-1, 600_000),
            LOW,
            "How long a task that gets a partition waits, in milliseconds, before it writes records"
                + " of it, as calls of a former owner may be under way still. The wait begins when"
                + " Milvus answers; -1 is index.rpc.deadline.ms, the longest that such a call can"
                + " take.")
        .define(
            LEASE,
            Type.LONG,
            -1L,
            between(-1, 3_600_000),
            LOW,
            "For how long after its consumer's last answered heartbeat a task may begin to write, in"
                + " milliseconds; so a worker that was stopped or cut off from Kafka writes nothing"
                + " after another has taken over. At most the consumer's session timeout; -1 is"
                + " consumer.override.session.timeout.ms, or 45000 without it, so set it if the worker"
                + " has a smaller consumer.session.timeout.ms. 0: no limit.")
        .define(
            UNANSWERED_WAIT,
            Type.LONG,
            -1L,
            between(-1, 600_000),
            LOW,
            "How long a task waits, in milliseconds, before it writes again after a call that Milvus"
                + " did not answer, so that Milvus does not carry that call out after a newer one."
                + " The wait begins when Milvus answers again; -1 is index.rpc.deadline.ms.")
        .define(
            VALIDATE_CONNECTION,
            Type.BOOLEAN,
            false,
            LOW,
            "Whether validating the settings tries the connection too.");
  }
}
