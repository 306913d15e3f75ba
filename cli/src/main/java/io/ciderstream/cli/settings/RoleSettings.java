package io.ciderstream.cli.settings;

import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** Settings that say how embedder, searcher and sink run. */
final class RoleSettings {
  private RoleSettings() {}

  static void define(ConfigDef all) {
    Catalogue.define(
        all,
        "streams.threads",
        INT,
        1,
        Range.between(1, 256),
        "Stream threads of a role; they only move records.");
    Catalogue.define(
        all,
        "streams.group.protocol",
        STRING,
        "classic",
        ValidString.in("classic", "streams"),
        "How instances share partitions; streams recovers faster and needs Kafka 4.2.");
    Catalogue.define(
        all,
        "streams.pending.records",
        INT,
        128,
        Range.between(1, 100_000),
        "Most records in work per partition.");
    Catalogue.define(
        all,
        "streams.pending.bytes",
        LONG,
        64L << 20,
        Range.between(1, 1L << 40),
        "Most bytes of records in work per partition; one record may exceed it.");
    Catalogue.define(
        all,
        "streams.replication.factor",
        INT,
        -1,
        Range.between(-1, 10),
        "Replicas of the roles' changelogs; -1 is the broker's default.");
    Catalogue.define(
        all,
        "streams.session.timeout.ms",
        LONG,
        8_000L,
        Range.between(1_000, 600_000),
        "After how long a silent instance's partitions go to others; classic protocol only.");
    Catalogue.define(
        all,
        "streams.transaction.timeout.ms",
        LONG,
        10_000L,
        Range.between(1_000, 900_000),
        "After how long the broker aborts what a dead embedder left open.");
    Catalogue.define(
        all,
        "embedder.commit.interval.ms",
        LONG,
        400L,
        Range.between(1, 60_000),
        "How often descriptors become visible while pictures wait; at once when none does.");
    Catalogue.define(
        all,
        "searcher.commit.interval.ms",
        LONG,
        1_000L,
        Range.between(1, 60_000),
        "How often the searcher commits its progress.");
    Catalogue.define(
        all,
        "searcher.reply.topics",
        LIST,
        "",
        null,
        "Topics that a query may ask to be answered on, besides the default one.");
    Catalogue.define(
        all,
        "searcher.budget.ms",
        LONG,
        10_000L,
        Range.between(100, 600_000),
        "How long one query is worked on before it is UNAVAILABLE.");
    Catalogue.define(
        all,
        "searcher.freshness.poll.ms",
        LONG,
        50L,
        Range.between(1, 10_000),
        "Pause between two looks whether the index holds the positions that queries wait for, per"
            + " partition; 20 times as long where the progress topic speaks of the partition.");
    Catalogue.define(
        all,
        "searcher.threads",
        INT,
        8,
        Range.between(1, 1024),
        "Most plain searches at a time, and most searches with at_least.");
    Catalogue.define(
        all,
        "progress.topic",
        STRING,
        "",
        null,
        "Topic on which the sink says, and searchers and the console read, how far the index is; empty"
            + " for none, but in ./cider demo progress.");
    Catalogue.define(
        all,
        "fetch.allowed.hosts",
        LIST,
        "",
        null,
        "Hosts, or host:port, that pictures may be fetched from by uri; none by default.");
    Catalogue.define(
        all,
        "fetch.connect.timeout.ms",
        LONG,
        3_000L,
        Range.between(1, 600_000),
        "Until a connection to a uri's host stands.");
    Catalogue.define(
        all,
        "fetch.timeout.ms",
        LONG,
        10_000L,
        Range.between(1, 600_000),
        "For fetching one picture.");
    Catalogue.define(
        all,
        "connect.listener",
        STRING,
        "http://127.0.0.1:8083",
        new NonEmptyString(),
        "Where the Connect worker's REST API listens.");
    Catalogue.define(
        all,
        "connect.advertised.host",
        STRING,
        "",
        null,
        "Host under which the other Connect workers reach this one; empty is the listener's, and this"
            + " machine's own address if it listens on all.");
    Catalogue.define(
        all,
        "connect.replication.factor",
        INT,
        1,
        Range.between(-1, 10),
        "Replicas of the Connect worker's own topics; -1 is the broker's default.");
    Catalogue.define(
        all,
        "connect.tasks",
        INT,
        1,
        Range.between(1, 1000),
        "Tasks that share the descriptors topic's partitions.");
  }
}
