package io.ciderstream.connectors.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.connectors.MilvusSinkConnector;
import io.ciderstream.connectors.rows.RowOptions;
import io.ciderstream.connectors.rows.Source;
import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.Evolution;
import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.VectorIndexPlan;
import io.ciderstream.index.settings.VectorIndex;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

class SinkSettingsTest {
  @Test
  void shouldMapEverySetting() {
    var settings =
        new SinkSettings(
            Map.ofEntries(
                Map.entry(SinkSettings.URI, "https://milvus:19530"),
                Map.entry(SinkSettings.USER, "root"),
                Map.entry(SinkSettings.PASSWORD, "s3cret"),
                Map.entry(SinkSettings.DATABASE, "db"),
                Map.entry(SinkSettings.NAME, "photos"),
                Map.entry(SinkSettings.TYPE, "ivf_sq8"),
                Map.entry(SinkSettings.IVF_NLIST, "77"),
                Map.entry(SinkSettings.TLS_SERVER_PEM, "c.pem"),
                Map.entry(SinkSettings.TLS_SERVER_NAME, "m"),
                Map.entry(SinkSettings.RPC_DEADLINE, "1234"),
                Map.entry(SinkSettings.BATCH_ROWS, "9"),
                Map.entry(SinkSettings.BATCH_BYTES, "100000")));
    var index = settings.index();
    assertThat(index.connection().uri()).isEqualTo("https://milvus:19530");
    assertThat(index.connection().credentials().user()).hasValue("root");
    assertThat(index.connection().credentials().password()).hasValue("s3cret");
    assertThat(index.connection().database()).isEqualTo("db");
    assertThat(index.name()).isEqualTo("photos");
    assertThat(index.vectorIndex()).isEqualTo(new VectorIndex.IvfSq8(77, 1));
    assertThat(index.connection().tls().serverPem()).hasToString("Optional[c.pem]");
    assertThat(index.connection().tls().serverName()).hasValue("m");
    assertThat(index.connection().deadline().toMillis()).isEqualTo(1234);
    assertThat(index.batch().rows()).isEqualTo(9);
    assertThat(index.batch().bytes()).isEqualTo(100_000);
    assertThat(settings.toString()).doesNotContain("s3cret");
  }

  @Test
  void shouldHaveDefaultsThatAreTaken() {
    var index = new SinkSettings(Map.of(SinkSettings.URI, "http://m:1")).index();
    assertThat(index.name()).isEqualTo("images");
    assertThat(index.vectorIndex()).isEqualTo(new VectorIndex.Hnsw(16, 200, 1));
  }

  @Test
  void shouldLetALeaseEndBeforeAnotherWorkerMayTakeOver() {
    String session = "consumer.override.session.timeout.ms";
    refused(SinkSettings.LEASE, Map.of(SinkSettings.LEASE, "45001"));
    refused(SinkSettings.LEASE, Map.of(SinkSettings.LEASE, "6001", session, "6000"));
    refused(session, Map.of(session, "soon"));
    assertThat(lease(Map.of())).isEqualTo(45_000);
    assertThat(lease(Map.of(session, "6000"))).isEqualTo(6_000);
    assertThat(lease(Map.of(session, "6000", SinkSettings.LEASE, "4000"))).isEqualTo(4_000);
    assertThat(lease(Map.of(SinkSettings.LEASE, "0"))).isZero();
  }

  private static long lease(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put(SinkSettings.URI, "http://m:1");
    return new SinkSettings(all).lease().toMillis();
  }

  @Test
  void shouldFindTheConsumerThatConnectMakes() {
    Map<String, String> settings = Map.of(SinkSettings.URI, "http://m:1", "name", "sink");
    assertThat(new SinkSettings(settings).consumerId("3")).isEqualTo("connector-consumer-sink-3");
  }

  @Test
  void shouldGuardDescriptorsToo() {
    Map<String, String> settings =
        Map.of(SinkSettings.URI, "http://m:1", RowSettings.GUARD, "true");
    assertThat(new SinkSettings(settings).guarded()).isTrue();
    assertThat(new SinkSettings(settings).rows()).isEmpty();
  }

  @Test
  void shouldNameTheSettingThatIsWrong() {
    refused("index.uri", Map.of(SinkSettings.URI, "milvus"));
    refused("index.type", Map.of(SinkSettings.TYPE, "DISKANN"));
    refused("index.password", Map.of(SinkSettings.USER, "root"));
    refused(
        "retry.backoff.max.ms", Map.of(SinkSettings.BACKOFF, "10", SinkSettings.BACKOFF_MAX, "5"));
  }

  @Test
  void shouldMapEverySettingOfRows() {
    RowOptions rows =
        settings(
                Map.ofEntries(
                    Map.entry(RowSettings.COLLECTION, "c"),
                    Map.entry(RowSettings.TOPICS_COLLECTIONS, "a.*=b"),
                    Map.entry(RowSettings.CREATE, "false"),
                    Map.entry(RowSettings.DYNAMIC, "false"),
                    Map.entry(RowSettings.KEY_FROM, "@key.id"),
                    Map.entry(RowSettings.KEY_NAME, "pk"),
                    Map.entry(RowSettings.KEY_BYTES, "99"),
                    Map.entry(RowSettings.VECTORS, "v,w:SparseFloatVector,x:Float16Vector:8"),
                    Map.entry(RowSettings.TYPES, "tags:Array<VarChar>:32, title:varchar:200"),
                    Map.entry(RowSettings.INDEX_TYPE, "FLAT,x=DISKANN"),
                    Map.entry(RowSettings.INDEX_METRIC, "L2"),
                    Map.entry(RowSettings.INDEX_PARAMS, "M=8,x.search_list=100"),
                    Map.entry(RowSettings.MAP, "a=b"),
                    Map.entry(RowSettings.CONSTANTS, "c=1,d=1.5,e=true,f=x"),
                    Map.entry(RowSettings.UNMAPPED, "drop"),
                    Map.entry(RowSettings.EVOLUTION, "REFUSE"),
                    Map.entry(RowSettings.DATABASE_FROM, "@header.db"),
                    Map.entry(RowSettings.PARTITION_KEY, "title"),
                    Map.entry(RowSettings.GUARD, "true")))
            .rows()
            .orElseThrow();
    assertThat(rows.plan())
        .isEqualTo(
            new CollectionPlan(
                false,
                "pk",
                99,
                List.of(
                    FieldSpec.of("v", FieldKind.FLOAT_VECTOR, 0, false),
                    FieldSpec.of("w", FieldKind.SPARSE_FLOAT_VECTOR, 0, false),
                    FieldSpec.of("x", FieldKind.FLOAT16_VECTOR, 8, false),
                    new FieldSpec(
                        "tags", FieldKind.ARRAY, 0, Optional.of(FieldKind.VARCHAR), 32, false),
                    FieldSpec.of("title", FieldKind.VARCHAR, 200, false)),
                Optional.of("title"),
                false,
                false,
                Evolution.REFUSE,
                true,
                new VectorIndexPlan(
                    Map.of("", "FLAT", "x", "DISKANN"),
                    Map.of("", "L2"),
                    Map.of("", Map.of("M", "8"), "x", Map.of("search_list", "100")))));
    assertThat(rows.mapping().key()).isEqualTo(new Source.Key(List.of("id")));
    assertThat(rows.mapping().database()).hasValue(new Source.OfHeader("db"));
    assertThat(rows.mapping().fields().constants())
        .isEqualTo(Map.of("c", 1L, "d", 1.5, "e", true, "f", "x"));
    assertThat(rows.mapping().fields().keepUnmapped()).isFalse();
    assertThat(rows.mapping().routing().collection("ab")).isEqualTo("b");
  }

  @Test
  void shouldNeedNoMoreThanACollectionForRows() {
    RowOptions rows = settings(Map.of(RowSettings.COLLECTION, "c")).rows().orElseThrow();
    assertThat(rows.plan().vectors())
        .containsExactly(FieldSpec.of("vector", FieldKind.FLOAT_VECTOR, 0, false));
    assertThat(rows.plan().create()).isTrue();
    assertThat(rows.plan().evolution()).isEqualTo(Evolution.DYNAMIC);
    assertThat(rows.batch().rows()).isEqualTo(128);
    assertThat(settings(Map.of()).rows()).isEmpty();
  }

  @Test
  void shouldRefuseSettingsOfRowsThatContradictEachOther() {
    refused("collection", Map.of(RowSettings.VECTORS, "v"));
    for (String[] bad :
        new String[][] {
          {RowSettings.VECTORS, "v:Nosuch"},
          {RowSettings.VECTORS, "v:Double"},
          {RowSettings.VECTORS, "v:FloatVector:x"},
          {RowSettings.VECTORS, "id"},
          {RowSettings.TYPES, "t"},
          {RowSettings.TYPES, "t:Array"},
          {RowSettings.TYPES, "t:FloatVector"},
          {RowSettings.MAP, "a"},
          {RowSettings.CONSTANTS, "a"},
          {RowSettings.KEY_FROM, "@nosuch"},
          {RowSettings.TOPICS_COLLECTIONS, "a(=b"},
          {RowSettings.TOPICS_COLLECTIONS, "a=b_$1"}
        }) {
      Map<String, String> settings = new HashMap<>(Map.of(RowSettings.COLLECTION, "c"));
      settings.put(bad[0], bad[1]);
      assertThatThrownBy(() -> settings(settings))
          .as("%s=%s", bad[0], bad[1])
          .isInstanceOf(ConfigException.class);
    }
    refused(
        "partition.key",
        Map.of(
            RowSettings.COLLECTION, "c",
            RowSettings.PARTITION, "p",
            RowSettings.PARTITION_KEY, "k"));
  }

  @Test
  void shouldWantAllThreeFilesOfMutualTls() {
    Map<String, String> tls = new HashMap<>();
    tls.put(SinkSettings.URI, "https://m:1");
    tls.put(SinkSettings.TLS_CLIENT_PEM, "c.pem");
    refused("index.tls.client.key", tls);
    tls.put(SinkSettings.TLS_CLIENT_KEY, "c.key");
    tls.put(SinkSettings.TLS_CA_PEM, "ca.pem");
    assertThat(settings(tls).connection().tls().clientKey()).hasValue(Path.of("c.key"));
    tls.put(SinkSettings.URI, "http://m:1");
    refused("index.tls.client.pem", tls);
  }

  @Test
  void shouldBlameTheSettingWhenValidating() {
    Map<String, String> settings = new HashMap<>();
    settings.put("name", "s");
    settings.put("connector.class", MilvusSinkConnector.class.getName());
    settings.put("topics", "t");
    settings.put(SinkSettings.URI, "http://127.0.0.1:1");
    settings.put(SinkSettings.RPC_DEADLINE, "200");
    assertThat(blamed(settings)).isEmpty();
    settings.put(SinkSettings.VALIDATE_CONNECTION, "true");
    assertThat(blamed(settings)).containsExactly(SinkSettings.URI);
    settings.put(SinkSettings.TOKEN, "s3cret");
    settings.put(SinkSettings.USER, "root");
    assertThat(blamed(settings)).containsExactly(SinkSettings.TOKEN);
  }

  private static List<String> blamed(Map<String, String> settings) {
    return new MilvusSinkConnector()
        .validate(settings).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .peek(value -> assertThat(value.errorMessages().toString()).doesNotContain("s3cret"))
            .map(ConfigValue::name)
            .toList();
  }

  private static SinkSettings settings(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(Map.of(SinkSettings.URI, "http://m:1"));
    all.putAll(settings);
    return new SinkSettings(all);
  }

  private static void refused(String setting, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(Map.of(SinkSettings.URI, "http://m:1"));
    all.putAll(settings);
    assertThatThrownBy(() -> new SinkSettings(all))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(setting);
  }
}
