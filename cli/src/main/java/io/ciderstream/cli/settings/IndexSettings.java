package io.ciderstream.cli.settings;

import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** Settings that say how the index in Milvus is reached and made. */
final class IndexSettings {
  private IndexSettings() {}

  static void define(ConfigDef all) {
    Catalogue.define(
        all,
        "index.uri",
        STRING,
        "http://127.0.0.1:19530",
        new NonEmptyString(),
        "Milvus, http://host:port or https://host:port; ./cider demo listens there.");
    Catalogue.secret(all, "index.token", "Token for Milvus; excludes user and password.");
    Catalogue.define(
        all, "index.user", STRING, "", null, "User for Milvus; goes with index.password.");
    Catalogue.secret(all, "index.password", "Password for Milvus.");
    Catalogue.define(
        all, "index.database", STRING, "", null, "Milvus database; empty is the server's default.");
    Catalogue.define(
        all,
        "index.name",
        STRING,
        "images",
        new NonEmptyString(),
        "The alias that is searched, and the start of each collection's name.");
    Catalogue.define(
        all,
        "index.type",
        STRING,
        "HNSW",
        ValidString.in("HNSW", "FLAT", "IVF_FLAT", "IVF_SQ8", "AUTOINDEX"),
        "Kind of vector index of collections that are made.");
    Catalogue.define(all, "index.hnsw.m", INT, 16, Range.between(2, 2048), "HNSW: edges a node.");
    Catalogue.define(
        all,
        "index.hnsw.ef.construction",
        INT,
        200,
        Range.between(8, 32768),
        "HNSW: candidates while building.");
    Catalogue.define(
        all,
        "index.hnsw.ef",
        INT,
        128,
        Range.between(1, 32768),
        "HNSW: candidates while searching; raised to top-k where that is more.");
    Catalogue.define(all, "index.ivf.nlist", INT, 1024, Range.between(1, 65536), "IVF: clusters.");
    Catalogue.define(
        all, "index.ivf.nprobe", INT, 32, Range.between(1, 65536), "IVF: clusters searched.");
    Catalogue.define(
        all,
        "index.tls.server.pem",
        STRING,
        "",
        null,
        "The Milvus server's certificate, if no known authority signed it.");
    Catalogue.define(
        all,
        "index.tls.server.name",
        STRING,
        "",
        null,
        "The name in that certificate, if it is not the uri's host.");
    Catalogue.define(
        all,
        "index.rpc.deadline.ms",
        LONG,
        10_000L,
        Range.between(100, 600_000),
        "How long one call to Milvus may take.");
    Catalogue.define(
        all,
        "index.alias.recheck.ms",
        LONG,
        5_000L,
        Range.between(0, 600_000),
        "How long a searcher trusts what it knows of the alias.");
    Catalogue.define(
        all, "index.batch.rows", INT, 128, Range.between(1, 16384), "Rows of one write to Milvus.");
    Catalogue.define(
        all,
        "index.batch.bytes",
        LONG,
        8L << 20,
        Range.between(64 << 10, 64 << 20),
        "Bytes of one write to Milvus, about.");
  }
}
