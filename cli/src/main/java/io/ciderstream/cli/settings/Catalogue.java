package io.ciderstream.cli.settings;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** Every setting: name, type, default, check, meaning. The documentation's table is made of it. */
public final class Catalogue {
  /** The folder of tools, models and data, as the launcher chose it. */
  private static final String HOME = System.getProperty("cider.home", ".cider");

  /** All settings. */
  public static final ConfigDef DEFINITION = define();

  private Catalogue() {}

  private static ConfigDef define() {
    ConfigDef all = new ConfigDef();
    system(all);
    embedding(all);
    index(all);
    roles(all);
    return all;
  }

  private static void system(ConfigDef all) {
    define(
        all,
        "data.dir",
        STRING,
        HOME + "/data",
        new NonEmptyString(),
        "Folder that ./cider demo keeps broker, registry and index in.");
    define(
        all,
        "model.file",
        STRING,
        HOME + "/models/efficientnet-lite0-gem.onnx",
        new NonEmptyString(),
        "The ONNX model; the default one is made on first use.");
    define(
        all,
        "kafka.bootstrap",
        STRING,
        "127.0.0.1:9092",
        new NonEmptyString(),
        "The brokers, host:port, comma-separated; ./cider demo listens there.");
    define(
        all,
        "kafka.properties",
        STRING,
        "",
        null,
        "Properties file with further settings of every Kafka client, such as security.");
    define(
        all,
        "registry.url",
        STRING,
        "http://127.0.0.1:8081/apis/ccompat/v7",
        new NonEmptyString(),
        "Base of the schema registry's Confluent API; ./cider demo listens there.");
    define(
        all,
        "topics.prefix",
        STRING,
        "",
        null,
        "Put before every topic and consumer group, so that several systems can share brokers.");
    define(
        all,
        "topics.partitions",
        INT,
        4,
        Range.between(1, 1000),
        "Partitions of topics that are made, by ./cider demo and ./cider topics.");
    define(
        all,
        "topics.replication.factor",
        INT,
        -1,
        Range.between(-1, 10),
        "Replicas of topics that are made; -1 is the broker's default.");
    define(
        all,
        "topics.max.record.bytes",
        INT,
        64 << 20,
        Range.between(1 << 20, 512 << 20),
        "Largest record that the topics take and the roles read.");
  }

  private static void embedding(ConfigDef all) {
    define(
        all,
        "embedding.cuda",
        STRING,
        "off",
        ValidString.in("off", "if-present", "required"),
        "Whether the network runs on a CUDA device; the other values need a build with -Pgpu.");
    define(
        all,
        "embedding.sessions",
        INT,
        0,
        Range.between(0, 256),
        "Inference sessions of one thread each; 0 is one a core on the CPU and one on a CUDA device.");
    define(
        all,
        "embedding.threads.per.session",
        INT,
        1,
        Range.between(1, 256),
        "Threads that share one session's work on the CPU.");
    define(
        all,
        "embedding.decode.threads",
        INT,
        0,
        Range.between(0, 256),
        "Threads that decode; 0 is one a core.");
    define(
        all,
        "embedding.batch.size",
        INT,
        0,
        Range.between(0, 1024),
        "Pictures that close a micro-batch; 0 is 1 on the CPU, where batches gain nothing, and 32 on a CUDA device.");
    define(
        all,
        "embedding.batch.age.ms",
        LONG,
        5L,
        Range.between(0, 10_000),
        "How long a micro-batch waits for more pictures.");
    define(
        all,
        "embedding.max.bytes",
        LONG,
        20L << 20,
        Range.between(1, 512L << 20),
        "Largest encoded picture; a larger one is refused with VALUE_TOO_LARGE.");
    define(
        all,
        "embedding.max.pixels",
        LONG,
        100_000_000L,
        Range.between(1, 1L << 30),
        "Largest picture, width times height; a larger one is refused from its header with PICTURE_TOO_LARGE.");
    define(
        all,
        "embedding.decode.timeout.ms",
        LONG,
        10_000L,
        Range.between(1, 600_000),
        "Longest time to decode one picture; then it is refused with DECODE_TIMEOUT.");
  }

  private static void index(ConfigDef all) {
    define(
        all,
        "index.uri",
        STRING,
        "http://127.0.0.1:19530",
        new NonEmptyString(),
        "Milvus, http://host:port or https://host:port; ./cider demo listens there.");
    secret(all, "index.token", "Token for Milvus; excludes user and password.");
    define(all, "index.user", STRING, "", null, "User for Milvus; goes with index.password.");
    secret(all, "index.password", "Password for Milvus.");
    define(
        all, "index.database", STRING, "", null, "Milvus database; empty is the server's default.");
    define(
        all,
        "index.name",
        STRING,
        "images",
        new NonEmptyString(),
        "The alias that is searched, and the start of each collection's name.");
    define(
        all,
        "index.type",
        STRING,
        "HNSW",
        ValidString.in("HNSW", "FLAT", "IVF_FLAT", "IVF_SQ8", "AUTOINDEX"),
        "Kind of vector index of collections that are made.");
    define(all, "index.hnsw.m", INT, 16, Range.between(2, 2048), "HNSW: edges a node.");
    define(
        all,
        "index.hnsw.ef.construction",
        INT,
        200,
        Range.between(8, 32768),
        "HNSW: candidates while building.");
    define(
        all,
        "index.hnsw.ef",
        INT,
        128,
        Range.between(1, 32768),
        "HNSW: candidates while searching; raised to top-k where that is more.");
    define(all, "index.ivf.nlist", INT, 1024, Range.between(1, 65536), "IVF: clusters.");
    define(all, "index.ivf.nprobe", INT, 32, Range.between(1, 65536), "IVF: clusters searched.");
    define(
        all,
        "index.tls.server.pem",
        STRING,
        "",
        null,
        "The Milvus server's certificate, if no known authority signed it.");
    define(
        all,
        "index.tls.server.name",
        STRING,
        "",
        null,
        "The name in that certificate, if it is not the uri's host.");
    define(
        all,
        "index.rpc.deadline.ms",
        LONG,
        10_000L,
        Range.between(100, 600_000),
        "How long one call to Milvus may take.");
    define(
        all,
        "index.alias.recheck.ms",
        LONG,
        5_000L,
        Range.between(0, 600_000),
        "How long a searcher trusts what it knows of the alias.");
    define(
        all, "index.batch.rows", INT, 128, Range.between(1, 16384), "Rows of one write to Milvus.");
    define(
        all,
        "index.batch.bytes",
        LONG,
        8L << 20,
        Range.between(64 << 10, 64 << 20),
        "Bytes of one write to Milvus, about.");
  }

  private static void roles(ConfigDef all) {
    define(
        all,
        "streams.threads",
        INT,
        2,
        Range.between(1, 256),
        "Stream threads of a role; they only move records.");
    define(
        all,
        "streams.group.protocol",
        STRING,
        "classic",
        ValidString.in("classic", "streams"),
        "How instances share partitions; streams recovers faster and needs Kafka 4.2.");
    define(
        all,
        "streams.pending.records",
        INT,
        64,
        Range.between(1, 100_000),
        "Most records in work per partition.");
    define(
        all,
        "streams.pending.bytes",
        LONG,
        64L << 20,
        Range.between(1, 1L << 40),
        "Most bytes of records in work per partition; one record may exceed it.");
    define(
        all,
        "streams.replication.factor",
        INT,
        -1,
        Range.between(-1, 10),
        "Replicas of the roles' changelogs; -1 is the broker's default.");
    define(
        all,
        "streams.session.timeout.ms",
        LONG,
        8_000L,
        Range.between(1_000, 600_000),
        "After how long a silent instance's partitions go to others; classic protocol only.");
    define(
        all,
        "streams.transaction.timeout.ms",
        LONG,
        10_000L,
        Range.between(1_000, 900_000),
        "After how long the broker aborts what a dead embedder left open.");
    define(
        all,
        "embedder.commit.interval.ms",
        LONG,
        100L,
        Range.between(1, 60_000),
        "How often descriptors become visible.");
    define(
        all,
        "searcher.commit.interval.ms",
        LONG,
        1_000L,
        Range.between(1, 60_000),
        "How often the searcher commits its progress.");
    define(
        all,
        "searcher.reply.topics",
        LIST,
        "",
        null,
        "Topics that a query may ask to be answered on, besides the default one.");
    define(
        all,
        "searcher.budget.ms",
        LONG,
        10_000L,
        Range.between(100, 600_000),
        "How long one query is worked on before it is UNAVAILABLE.");
    define(
        all,
        "searcher.freshness.poll.ms",
        LONG,
        50L,
        Range.between(1, 10_000),
        "Pause between two looks whether the index holds an asked position.");
    define(
        all,
        "searcher.threads",
        INT,
        8,
        Range.between(1, 1024),
        "Most calls to the index at a time.");
    define(
        all,
        "fetch.allowed.hosts",
        LIST,
        "",
        null,
        "Hosts, or host:port, that pictures may be fetched from by uri; none by default.");
    define(
        all,
        "fetch.connect.timeout.ms",
        LONG,
        3_000L,
        Range.between(1, 600_000),
        "Until a connection to a uri's host stands.");
    define(
        all,
        "fetch.timeout.ms",
        LONG,
        10_000L,
        Range.between(1, 600_000),
        "For fetching one picture.");
    define(
        all,
        "connect.listener",
        STRING,
        "http://127.0.0.1:8083",
        new NonEmptyString(),
        "Where the Connect worker's REST API listens.");
    define(
        all,
        "connect.replication.factor",
        INT,
        1,
        Range.between(-1, 10),
        "Replicas of the Connect worker's own topics; -1 is the broker's default.");
    define(
        all,
        "connect.tasks",
        INT,
        1,
        Range.between(1, 1000),
        "Tasks that share the descriptors topic's partitions.");
  }

  private static void define(
      ConfigDef all,
      String name,
      ConfigDef.Type type,
      Object value,
      ConfigDef.Validator check,
      String meaning) {
    all.define(name, type, value, check, HIGH, meaning);
  }

  private static void secret(ConfigDef all, String name, String meaning) {
    all.define(name, PASSWORD, "", HIGH, meaning);
  }
}
