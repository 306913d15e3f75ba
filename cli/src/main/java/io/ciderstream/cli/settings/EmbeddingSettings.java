package io.ciderstream.cli.settings;

import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.ciderstream.embedding.EmbeddingOptions;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** Settings that say how pictures are decoded and described. */
final class EmbeddingSettings {
  private EmbeddingSettings() {}

  static void define(ConfigDef all) {
    Catalogue.define(
        all,
        "embedding.cuda",
        STRING,
        "off",
        ValidString.in("off", "if-present", "required"),
        "Whether the network runs on a CUDA device; the other values need a build with -Pgpu.");
    Catalogue.define(
        all,
        "embedding.sessions",
        INT,
        0,
        Range.between(0, 256),
        "Inference sessions of one thread each; 0 is one a core on the CPU and one on a CUDA device.");
    Catalogue.define(
        all,
        "embedding.threads.per.session",
        INT,
        1,
        Range.between(1, 256),
        "Threads that share one session's work on the CPU.");
    Catalogue.define(
        all,
        "embedding.decode.threads",
        INT,
        0,
        Range.between(0, 256),
        "Threads that decode; 0 is one a core.");
    Catalogue.define(
        all,
        "embedding.batch.size",
        INT,
        0,
        Range.between(0, 1024),
        "Pictures that close a micro-batch; 0 is 1 on the CPU, where batches gain nothing, and 32 on a CUDA device.");
    Catalogue.define(
        all,
        "embedding.batch.age.ms",
        LONG,
        5L,
        Range.between(0, 10_000),
        "How long a micro-batch waits for more pictures.");
    Catalogue.define(
        all,
        "embedding.max.bytes",
        LONG,
        20L << 20,
        Range.between(1, 512L << 20),
        "Largest encoded picture; a larger one is refused with VALUE_TOO_LARGE.");
    Catalogue.define(
        all,
        "embedding.max.pixels",
        LONG,
        100_000_000L,
        Range.between(1, 1L << 30),
        "Largest picture, width times height; a larger one is refused from its header with PICTURE_TOO_LARGE.");
    Catalogue.define(
        all,
        "embedding.decode.timeout.ms",
        LONG,
        10_000L,
        Range.between(1, 600_000),
        "Longest processor time to decode one picture; then it is refused with DECODE_TIMEOUT.");
    Catalogue.define(
        all,
        "embedding.decode.memory.bytes",
        LONG,
        EmbeddingOptions.DECODE_MEMORY,
        Range.between(1L << 20, 1L << 40),
        "Most native memory for decodes at a time, estimated from headers; others wait. One picture to ingest and"
            + " one of a query may exceed it. 100 megapixels take 300 MB, as progressive JPEG up to 900 MB.");
  }
}
