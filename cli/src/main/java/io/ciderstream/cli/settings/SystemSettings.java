package io.ciderstream.cli.settings;

import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;

/** Settings that say where the servers and files are. */
final class SystemSettings {
  private SystemSettings() {}

  static void define(ConfigDef all) {
    Catalogue.define(
        all,
        "data.dir",
        STRING,
        "$CIDER_HOME/data",
        new NonEmptyString(),
        "Folder that ./cider demo keeps broker, registry and index in.");
    Catalogue.define(
        all,
        "model.file",
        STRING,
        "$CIDER_HOME/models/cider-lite0.onnx",
        new NonEmptyString(),
        "The ONNX model; the default one comes with the program.");
    Catalogue.define(
        all,
        "kafka.bootstrap",
        STRING,
        "127.0.0.1:9092",
        new NonEmptyString(),
        "The brokers, host:port, comma-separated; ./cider demo listens there.");
    Catalogue.define(
        all,
        "kafka.properties",
        STRING,
        "",
        null,
        "Properties file with further settings of every Kafka client, such as security.");
    Catalogue.define(
        all,
        "registry.url",
        STRING,
        "http://127.0.0.1:8081/apis/ccompat/v7",
        new NonEmptyString(),
        "Base of the schema registry's Confluent API; ./cider demo listens there.");
    Catalogue.define(
        all,
        "topics.prefix",
        STRING,
        "",
        null,
        "Put before every topic and consumer group, so that several systems can share brokers.");
    Catalogue.define(
        all,
        "topics.partitions",
        INT,
        4,
        Range.between(1, 1000),
        "Partitions of topics that are made, by ./cider demo and ./cider topics.");
    Catalogue.define(
        all,
        "topics.replication.factor",
        INT,
        -1,
        Range.between(-1, 10),
        "Replicas of topics that are made; -1 is the broker's default.");
    Catalogue.define(
        all,
        "topics.max.record.bytes",
        INT,
        64 << 20,
        Range.between(1 << 20, 512 << 20),
        "Largest record that the topics take and the roles read.");
  }
}
