package io.ciderstream.connectors.settings;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.ciderstream.connectors.rows.RowOptions;
import io.ciderstream.index.settings.IndexConnection;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.Backoff;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.settings.ConfigDefs;
import io.ciderstream.schemas.settings.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** The sink's settings, each said once. */
public final class SinkSettings extends AbstractConfig {
  public static final String URI = IndexSettings.URI.name();
  public static final String TOKEN = IndexSettings.TOKEN.name();
  public static final String USER = IndexSettings.USER.name();
  public static final String PASSWORD = IndexSettings.PASSWORD.name();
  public static final String DATABASE = IndexSettings.DATABASE.name();
  public static final String NAME = IndexSettings.NAME.name();
  public static final String TYPE = IndexSettings.TYPE.name();
  public static final String HNSW_M = IndexSettings.HNSW_M.name();
  public static final String HNSW_EF_CONSTRUCTION = IndexSettings.HNSW_EF_CONSTRUCTION.name();
  public static final String IVF_NLIST = IndexSettings.IVF_NLIST.name();
  public static final String TLS_SERVER_PEM = IndexSettings.TLS_SERVER_PEM.name();
  public static final String TLS_SERVER_NAME = IndexSettings.TLS_SERVER_NAME.name();
  public static final String TLS_CA_PEM = IndexSettings.TLS_CA_PEM.name();
  public static final String TLS_CLIENT_PEM = IndexSettings.TLS_CLIENT_PEM.name();
  public static final String TLS_CLIENT_KEY = IndexSettings.TLS_CLIENT_KEY.name();
  public static final String RPC_DEADLINE = IndexSettings.RPC_DEADLINE.name();
  public static final String BATCH_ROWS = IndexSettings.BATCH_ROWS.name();
  public static final String BATCH_BYTES = IndexSettings.BATCH_BYTES.name();
  public static final String BACKOFF = "retry.backoff.ms";
  public static final String BACKOFF_MAX = "retry.backoff.max.ms";

  public static final String TAKEOVER_WAIT = "takeover.wait.ms";
  public static final String UNANSWERED_WAIT = "unanswered.wait.ms";
  public static final String LEASE = "write.lease.ms";
  public static final String VALIDATE_CONNECTION = "validate.connection";

  private static final Set<String> MEDIUM_IMPORTANCE =
      Set.of(TOKEN, USER, PASSWORD, TYPE, RPC_DEADLINE, BATCH_ROWS);

  public static final ConfigDef DEFINITION = definition();

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
        new RowOptions(
            parsing.mapping(), parsing.plan(), IndexSettings.batchLimits(ConfigDefs.values(this))));
  }

  public IndexConnection connection() {
    return IndexSettings.sinkConnection(ConfigDefs.values(this));
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
    return IndexSettings.fromSink(ConfigDefs.values(this));
  }

  public Backoff backoff() {
    long first = getLong(BACKOFF);
    long longest = getLong(BACKOFF_MAX);
    if (longest < first) {
      throw new ConfigException(
          BACKOFF_MAX, longest, "It must not be less than %s, %d.".formatted(BACKOFF, first));
    }
    return Backoff.exact(Duration.ofMillis(first), Duration.ofMillis(longest));
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

  private static ConfigDef definition() {
    ConfigDef all = new ConfigDef();
    define(all);
    RowSettings.define(all);
    ProgressSettings.define(all);
    return all;
  }

  private static Importance importance(Setting<?> setting) {
    if (setting.name().equals(URI) || setting.name().equals(NAME)) {
      return HIGH;
    }
    return MEDIUM_IMPORTANCE.contains(setting.name()) ? MEDIUM : LOW;
  }

  private static void define(ConfigDef all) {
    IndexSettings.SINK.forEach(setting -> ConfigDefs.define(all, setting, importance(setting)));
    all.define(
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
