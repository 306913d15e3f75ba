package io.ciderstream.index.settings;

import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingCheck;
import io.ciderstream.schemas.settings.SettingValues;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The settings of the index: how to reach Milvus, and how to create, write and search the index.
 */
public final class IndexSettings {
  public static final Setting<String> URI =
      Setting.text(
              "index.uri",
              "http://127.0.0.1:19530",
              SettingCheck.address(),
              "The address of Milvus: http://host:port, or https://host:port for TLS.")
          .withRemedyFor(ErrorCode.INDEX_UNAVAILABLE);

  public static final Setting<String> TOKEN =
      Setting.secret("index.token", "Token for Milvus, instead of user and password.");

  public static final Setting<String> USER =
      Setting.text("index.user", "", SettingCheck.none(), "Milvus user; requires index.password.");

  public static final Setting<String> PASSWORD =
      Setting.secret("index.password", "Password of the Milvus user.");

  public static final Setting<String> DATABASE =
      Setting.text(
          "index.database",
          "",
          SettingCheck.none(),
          "Milvus database; empty is the server's default.");

  public static final Setting<String> NAME =
      Setting.text(
              "index.name",
              "images",
              SettingCheck.nonEmpty(),
              "The alias of the index, and the beginning of each collection's name.")
          .withRemedyFor(ErrorCode.MODEL_MISMATCH);

  public static final Setting<String> TYPE =
      Setting.text(
          "index.type",
          VectorIndex.Type.HNSW.name(),
          SettingCheck.oneOfAnyCase(VectorIndex.Type.names()),
          "Type of the vector index of new collections.");

  public static final Setting<Integer> HNSW_M =
      Setting.number("index.hnsw.m", 16, 2, 2048, "HNSW: edges per node.");

  public static final Setting<Integer> HNSW_EF_CONSTRUCTION =
      Setting.number(
          "index.hnsw.ef.construction", 200, 8, 32768, "HNSW: candidates while building.");

  public static final Setting<Integer> HNSW_EF =
      Setting.number(
          "index.hnsw.ef",
          128,
          1,
          32768,
          "HNSW: candidates while searching; raised to top-k where that is more.");

  public static final Setting<Integer> IVF_NLIST =
      Setting.number("index.ivf.nlist", 1024, 1, 65536, "IVF: clusters.");

  public static final Setting<Integer> IVF_NPROBE =
      Setting.number("index.ivf.nprobe", 32, 1, 65536, "IVF: clusters searched.");

  public static final Setting<String> TLS_SERVER_PEM =
      Setting.text(
          "index.tls.server.pem",
          "",
          SettingCheck.none(),
          "PEM file of the Milvus server's certificate, if no known authority signed it.");

  public static final Setting<String> TLS_SERVER_NAME =
      Setting.text(
          "index.tls.server.name",
          "",
          SettingCheck.none(),
          "The name in the server's certificate, if it is not the host in index.uri.");

  public static final Setting<String> TLS_CA_PEM =
      Setting.text(
          "index.tls.ca.pem",
          "",
          SettingCheck.none(),
          "Mutual TLS: PEM file of the authority's certificate.");

  public static final Setting<String> TLS_CLIENT_PEM =
      Setting.text(
          "index.tls.client.pem",
          "",
          SettingCheck.none(),
          "Mutual TLS: PEM file of this client's certificate.");

  public static final Setting<String> TLS_CLIENT_KEY =
      Setting.text(
          "index.tls.client.key",
          "",
          SettingCheck.none(),
          "Mutual TLS: PEM file of this client's private key.");

  public static final Setting<Long> RPC_DEADLINE =
      Setting.big(
          "index.rpc.deadline.ms",
          10_000,
          100,
          600_000,
          "How long one call to Milvus may take, in milliseconds.");

  public static final Setting<Long> ALIAS_RECHECK =
      Setting.big(
          "index.alias.recheck.ms",
          5_000,
          0,
          600_000,
          "How long a searcher uses the alias's target before it reads the alias again, in"
              + " milliseconds.");

  public static final Setting<Integer> BATCH_ROWS =
      Setting.number("index.batch.rows", 128, 1, 16384, "Rows of one write to Milvus.");

  public static final Setting<Long> BATCH_BYTES =
      Setting.big(
          "index.batch.bytes",
          8L << 20,
          64 << 10,
          64 << 20,
          "Approximate bytes of one write to Milvus.");

  /** The settings of a process that searches, and of the command line. */
  public static final List<Setting<?>> ALL =
      List.of(
          URI,
          TOKEN,
          USER,
          PASSWORD,
          DATABASE,
          NAME,
          TYPE,
          HNSW_M,
          HNSW_EF_CONSTRUCTION,
          HNSW_EF,
          IVF_NLIST,
          IVF_NPROBE,
          TLS_SERVER_PEM,
          TLS_SERVER_NAME,
          TLS_CA_PEM,
          TLS_CLIENT_PEM,
          TLS_CLIENT_KEY,
          RPC_DEADLINE,
          ALIAS_RECHECK,
          BATCH_ROWS,
          BATCH_BYTES);

  /**
   * The settings of a sink, which only writes: its address is mandatory, its batches are larger.
   */
  public static final List<Setting<?>> SINK =
      List.of(
          URI.withDefault(null),
          TOKEN,
          USER,
          PASSWORD,
          DATABASE,
          NAME,
          TYPE,
          HNSW_M,
          HNSW_EF_CONSTRUCTION,
          IVF_NLIST,
          TLS_SERVER_PEM,
          TLS_SERVER_NAME,
          TLS_CA_PEM,
          TLS_CLIENT_PEM,
          TLS_CLIENT_KEY,
          RPC_DEADLINE,
          BATCH_ROWS,
          BATCH_BYTES.withDefault(32L << 20));

  /** The search parameters of a sink, which never searches. */
  private static final int UNUSED = 1;

  private IndexSettings() {}

  /**
   * Returns the options from the values of {@link #ALL}.
   *
   * @throws io.ciderstream.schemas.CiderException SETTING_INVALID if they contradict each other
   */
  public static IndexOptions from(SettingValues values) {
    return new IndexOptions(
        connection(values),
        values.get(NAME),
        vectorIndex(values, values.get(HNSW_EF), values.get(IVF_NPROBE)),
        values.millis(ALIAS_RECHECK),
        batchLimits(values));
  }

  /**
   * Returns a writer's options from the values of {@link #SINK}.
   *
   * @throws io.ciderstream.schemas.CiderException SETTING_INVALID if they contradict each other
   */
  public static IndexOptions fromSink(SettingValues values) {
    return new IndexOptions(
        connection(values),
        values.get(NAME),
        vectorIndex(values, UNUSED, UNUSED),
        Duration.ZERO,
        batchLimits(values));
  }

  /**
   * Returns the connection from the values of {@link #ALL} or {@link #SINK}.
   *
   * @throws io.ciderstream.schemas.CiderException SETTING_INVALID if they contradict each other
   */
  public static IndexConnection connection(SettingValues values) {
    return new IndexConnection(
        values.get(URI),
        new IndexCredentials(values.filled(TOKEN), values.filled(USER), values.filled(PASSWORD)),
        values.get(DATABASE),
        new TlsFiles(
            values.file(TLS_SERVER_PEM),
            values.filled(TLS_SERVER_NAME),
            values.file(TLS_CA_PEM),
            values.file(TLS_CLIENT_PEM),
            values.file(TLS_CLIENT_KEY)),
        values.millis(RPC_DEADLINE));
  }

  /** Returns the limits of one write. */
  public static BatchLimits batchLimits(SettingValues values) {
    return new BatchLimits(values.get(BATCH_ROWS), values.get(BATCH_BYTES));
  }

  private static VectorIndex vectorIndex(SettingValues values, int ef, int nprobe) {
    return VectorIndex.Type.valueOf(values.get(TYPE).toUpperCase(Locale.ROOT))
        .with(
            values.get(HNSW_M),
            values.get(HNSW_EF_CONSTRUCTION),
            ef,
            values.get(IVF_NLIST),
            nprobe);
  }
}
