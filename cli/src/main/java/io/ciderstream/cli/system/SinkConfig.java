package io.ciderstream.cli.system;

import io.ciderstream.cli.settings.Catalogue;
import io.ciderstream.cli.settings.ConnectSettings;
import io.ciderstream.cli.settings.Settings;
import io.ciderstream.connectors.AvroMapConverter;
import io.ciderstream.connectors.MilvusSinkConnector;
import io.ciderstream.connectors.settings.ProgressSettings;
import io.ciderstream.connectors.worker.AdvertisedHost;
import io.ciderstream.connectors.worker.LargePolls;
import io.ciderstream.connectors.worker.WorkerSecrets;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.serde.RegistryClientConfig;
import io.ciderstream.schemas.settings.KafkaSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.converters.ByteArrayConverter;
import org.apache.kafka.connect.json.JsonConverter;

/** Creates the settings of the Connect worker and of the sink on it. */
final class SinkConfig {
  private static final int SESSION_MS = 6_000;
  private static final String CONVERTER = "value.converter.";
  private static final String PRODUCER = ProgressSettings.PRODUCER_PREFIX;

  private final Wiring wiring;

  SinkConfig(Wiring wiring) {
    this.wiring = wiring;
  }

  Map<String, String> worker() {
    Settings settings = wiring.settings();
    Map<String, String> worker = new HashMap<>();
    // Connect gives the worker's own settings to none of the clients of a connector
    for (String client : List.of("", "consumer.", "producer.", "admin.")) {
      wiring.kafka().common().forEach((name, value) -> worker.put(client + name, value.toString()));
    }
    worker.put("group.id", wiring.groups().workers());
    for (String store : new String[] {"config", "offset", "status"}) {
      worker.put(store + ".storage.topic", wiring.groups().connector() + "-" + store);
      worker.put(
          store + ".storage.replication.factor",
          settings.clear(ConnectSettings.REPLICATION_FACTOR));
    }
    worker.put("offset.storage.partitions", "1");
    worker.put("status.storage.partitions", "1");
    worker.put("key.converter", JsonConverter.class.getName());
    worker.put("value.converter", JsonConverter.class.getName());
    worker.put("offset.flush.interval.ms", "1000");
    worker.put("scheduled.rebalance.max.delay.ms", "0");
    worker.put("plugin.discovery", "service_load");
    worker.put("listeners", settings.text(ConnectSettings.LISTENER));
    worker.put("rest.advertised.host.name", advertisedHost());
    WorkerSecrets.addTo(worker, secrets());
    return worker;
  }

  /**
   * Returns the host where other workers reach this one: the leader configures the tasks of all.
   */
  private String advertisedHost() {
    Settings settings = wiring.settings();
    String given = settings.text(ConnectSettings.ADVERTISED_HOST);
    return given.isEmpty()
        ? AdvertisedHost.of(
            settings.text(ConnectSettings.LISTENER), ConnectSettings.ADVERTISED_HOST.name())
        : given;
  }

  private Map<String, String> secrets() {
    Map<String, String> secrets = new HashMap<>();
    indexSettings().filter(SinkConfig::isSecret).forEach(name -> secrets.put(name, clear(name)));
    RegistryClientConfig.access(wiring.options().registry())
        .forEach((name, value) -> secrets.put(CONVERTER + name, value));
    wiring
        .kafka()
        .common()
        .forEach(
            (name, value) -> {
              if (isSecretOfAProducer(name)) {
                secrets.put(PRODUCER + name, value.toString());
              }
            });
    return secrets;
  }

  /**
   * Returns the settings of the connector.
   *
   * @param sole no other worker can have a call to this Milvus in flight, so none is waited for
   */
  Map<String, String> connector(boolean sole) {
    Settings settings = wiring.settings();
    Map<String, String> sink = new HashMap<>();
    sink.put("name", wiring.groups().connector());
    sink.put("connector.class", MilvusSinkConnector.class.getName());
    sink.put("tasks.max", settings.clear(ConnectSettings.TASKS));
    sink.put("topics", wiring.topics().descriptors());
    // a key that is not UTF-8 must not be changed into one that is
    sink.put("key.converter", ByteArrayConverter.class.getName());
    sink.put("value.converter", AvroMapConverter.class.getName());
    sink.put(CONVERTER + "schema.registry.url", settings.text(KafkaSettings.REGISTRY_URL));
    RegistryClientConfig.access(wiring.options().registry())
        .keySet()
        .forEach(name -> sink.put(CONVERTER + name, WorkerSecrets.reference(CONVERTER + name)));
    // one record must not stop the others
    sink.put("errors.tolerance", "all");
    sink.put("errors.deadletterqueue.topic.name", wiring.topics().descriptorsDeadLetters());
    sink.put("errors.deadletterqueue.context.headers.enable", "true");
    sink.put(
        "errors.deadletterqueue.topic.replication.factor",
        settings.clear(ConnectSettings.REPLICATION_FACTOR));
    sink.put("consumer.override.isolation.level", "read_committed");
    sink.put("consumer.override.auto.offset.reset", "earliest");
    // the rows of a fifth of a second share one write, which costs Milvus much less than one each
    sink.put("consumer.override.fetch.min.bytes", Integer.toString(1 << 20));
    sink.put("consumer.override.fetch.max.wait.ms", "200");
    sink.putAll(LargePolls.SETTINGS);
    // the partitions of a killed worker wait until its session times out; brokers accept no less
    sink.put("consumer.override.session.timeout.ms", Integer.toString(SESSION_MS));
    sink.put("consumer.override.heartbeat.interval.ms", Integer.toString(SESSION_MS / 3));
    indexSettings()
        .forEach(
            name -> sink.put(name, isSecret(name) ? WorkerSecrets.reference(name) : clear(name)));
    sink.put(IndexSettings.NAME.name(), wiring.options().writtenIndex());
    if (sole) {
      sink.put("takeover.wait.ms", "0");
    }
    String progress = settings.text(KafkaSettings.PROGRESS_TOPIC);
    if (!progress.isEmpty()) {
      sink.put(KafkaSettings.PROGRESS_TOPIC.name(), progress);
      wiring
          .kafka()
          .common()
          .forEach(
              (name, value) ->
                  sink.put(
                      PRODUCER + name,
                      isSecretOfAProducer(name)
                          ? WorkerSecrets.reference(PRODUCER + name)
                          : value.toString()));
      sink.put("progress.bootstrap.servers", settings.text(KafkaSettings.BOOTSTRAP));
    }
    return sink;
  }

  /** Returns the settings that the sink and this program both have and that are set. */
  private Stream<String> indexSettings() {
    return new MilvusSinkConnector()
        .config().names().stream()
            .filter(name -> name.startsWith("index."))
            .filter(Catalogue.DEFINITION.names()::contains)
            .filter(name -> !clear(name).isEmpty());
  }

  private String clear(String name) {
    return wiring.settings().clear(name);
  }

  private static boolean isSecret(String name) {
    return Catalogue.DEFINITION.configKeys().get(name).type() == ConfigDef.Type.PASSWORD;
  }

  /** Treats a setting that producers do not know as a secret. */
  private static boolean isSecretOfAProducer(String name) {
    ConfigDef.ConfigKey known = ProducerConfig.configDef().configKeys().get(name);
    return known == null || known.type() == ConfigDef.Type.PASSWORD;
  }
}
