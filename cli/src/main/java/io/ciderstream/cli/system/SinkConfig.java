package io.ciderstream.cli.system;

import io.ciderstream.cli.settings.Catalogue;
import io.ciderstream.cli.settings.Settings;
import io.ciderstream.connectors.AvroMapConverter;
import io.ciderstream.connectors.MilvusSinkConnector;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.StringConverter;

/** Settings of the Connect worker and of the sink on it. */
final class SinkConfig {
  private static final int SESSION_MS = 6_000;

  private final Wiring wiring;

  SinkConfig(Wiring wiring) {
    this.wiring = wiring;
  }

  Map<String, String> worker() {
    Settings settings = wiring.settings();
    Map<String, String> worker = new HashMap<>();
    wiring.kafka().common().forEach((name, value) -> worker.put(name, value.toString()));
    worker.put("group.id", wiring.groups().workers());
    for (String store : new String[] {"config", "offset", "status"}) {
      worker.put(store + ".storage.topic", wiring.groups().connector() + "-" + store);
      worker.put(
          store + ".storage.replication.factor", settings.clear("connect.replication.factor"));
    }
    worker.put("offset.storage.partitions", "1");
    worker.put("status.storage.partitions", "1");
    worker.put("key.converter", JsonConverter.class.getName());
    worker.put("value.converter", JsonConverter.class.getName());
    worker.put("offset.flush.interval.ms", "1000");
    worker.put("scheduled.rebalance.max.delay.ms", "0");
    worker.put("plugin.discovery", "service_load");
    worker.put("listeners", settings.text("connect.listener"));
    return worker;
  }

  /**
   * @param sole no other worker can have a call to this Milvus under way, so none is waited out
   */
  Map<String, String> connector(boolean sole) {
    Settings settings = wiring.settings();
    Map<String, String> sink = new HashMap<>();
    sink.put("name", wiring.groups().connector());
    sink.put("connector.class", MilvusSinkConnector.class.getName());
    sink.put("tasks.max", settings.clear("connect.tasks"));
    sink.put("topics", wiring.topics().descriptors());
    sink.put("key.converter", StringConverter.class.getName());
    sink.put("value.converter", AvroMapConverter.class.getName());
    sink.put("value.converter.schema.registry.url", settings.text("registry.url"));
    sink.put("consumer.override.isolation.level", "read_committed");
    sink.put("consumer.override.auto.offset.reset", "earliest");
    // rows of a fifth of a second share one write, which costs Milvus much less than one each
    sink.put("consumer.override.fetch.min.bytes", Integer.toString(1 << 20));
    sink.put("consumer.override.fetch.max.wait.ms", "200");
    // a killed worker's partitions stand still until its consumers are given up; brokers take no
    // less
    sink.put("consumer.override.session.timeout.ms", Integer.toString(SESSION_MS));
    sink.put("consumer.override.heartbeat.interval.ms", Integer.toString(SESSION_MS / 3));
    for (String name : new MilvusSinkConnector().config().names()) {
      if (name.startsWith("index.") && Catalogue.DEFINITION.names().contains(name)) {
        String value = settings.clear(name);
        if (!value.isEmpty()) {
          sink.put(name, value);
        }
      }
    }
    if (sole) {
      sink.put("takeover.wait.ms", "0");
    }
    String progress = settings.text("progress.topic");
    if (!progress.isEmpty()) {
      sink.put("progress.topic", progress);
      wiring
          .kafka()
          .common()
          .forEach((name, value) -> sink.put("progress.producer." + name, value.toString()));
      sink.put("progress.bootstrap.servers", settings.text("kafka.bootstrap"));
    }
    return sink;
  }
}
