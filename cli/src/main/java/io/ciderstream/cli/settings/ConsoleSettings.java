package io.ciderstream.cli.settings;

import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;

/** Settings that say how the console is reached and what it allows. */
final class ConsoleSettings {
  private ConsoleSettings() {}

  static void define(ConfigDef all) {
    Catalogue.define(
        all,
        "console.host",
        STRING,
        "127.0.0.1",
        new NonEmptyString(),
        "Address that the console listens on; any but loopback needs console.token.");
    Catalogue.define(
        all,
        "console.port",
        INT,
        8090,
        Range.between(0, 65_535),
        "Port that the console listens on; 0 takes a free one.");
    Catalogue.secret(
        all, "console.token", "What clients of the console must show as bearer token.");
    Catalogue.define(
        all,
        "console.anonymous",
        BOOLEAN,
        false,
        null,
        "Whether anyone may use the console without a token, from wherever it can be reached.");
    Catalogue.define(
        all,
        "console.allowed.hosts",
        LIST,
        "",
        null,
        "Names, such as a proxy's, that the console answers to without a token besides localhost; with console.anonymous also any address and any name without a dot.");
    Catalogue.define(
        all,
        "console.rate.per.second",
        INT,
        100,
        Range.between(1, 1_000_000),
        "Requests that one address may make of the console, in the long run.");
    Catalogue.define(
        all,
        "console.rate.burst",
        INT,
        400,
        Range.between(1, 1_000_000),
        "Requests that one address may make of the console at once.");
    Catalogue.define(
        all,
        "console.body.timeout.ms",
        LONG,
        60_000L,
        Range.between(100, 3_600_000),
        "How long the body of a request to the console may take to come.");
    Catalogue.define(
        all,
        "console.reply.timeout.ms",
        LONG,
        15_000L,
        Range.between(100, 600_000),
        "How long the console waits for the reply to a search.");
    Catalogue.define(
        all,
        "console.indexed.timeout.ms",
        LONG,
        20_000L,
        Range.between(100, 600_000),
        "How long a request with wait=indexed waits.");
    Catalogue.define(
        all,
        "console.cache.bytes",
        LONG,
        64L << 20,
        Range.between(0, 1L << 40),
        "Most bytes of pictures that the console keeps in memory.");
  }
}
