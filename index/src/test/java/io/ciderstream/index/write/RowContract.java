package io.ciderstream.index.write;

import static io.ciderstream.index.write.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.ciderstream.index.calls.MilvusCalls;
import io.ciderstream.index.collection.CollectionAdmin;
import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.RowChange;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.index.rows.RowSchema;
import io.ciderstream.index.rows.SinkRow;
import io.ciderstream.index.rows.SourceOffset;
import io.ciderstream.index.rows.Target;
import io.ciderstream.index.rows.TargetedChange;
import io.ciderstream.index.settings.BatchLimits;
import io.ciderstream.index.settings.IndexConnection;
import io.ciderstream.index.settings.IndexCredentials;
import io.ciderstream.index.settings.TlsFiles;
import io.ciderstream.schemas.RecordPosition;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.common.DataType;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.database.request.CreateDatabaseReq;
import io.milvus.v2.service.vector.request.QueryReq;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold for rows on every Milvus server. */
abstract class RowContract {
  private static final BatchLimits LIMITS = new BatchLimits(128, 32 << 20);
  private static final List<Double> EIGHT = List.of(1.0, -2.0, 0.5, 0.0, 0.0, 4.0, 0.0, 1.0);
  private static final Map<FieldKind, Object> VECTORS =
      Map.of(
          FieldKind.FLOAT_VECTOR,
          EIGHT,
          FieldKind.FLOAT16_VECTOR,
          EIGHT,
          FieldKind.BFLOAT16_VECTOR,
          EIGHT,
          FieldKind.INT8_VECTOR,
          List.of(1, -2, 3, 0, 0, 127, -128, 1),
          FieldKind.BINARY_VECTOR,
          new byte[] {(byte) 0xa5, 1},
          FieldKind.SPARSE_FLOAT_VECTOR,
          Map.of("7", 0.5, "3", 1));
  private static final Map<FieldKind, Object> READ =
      Map.of(
          FieldKind.FLOAT_VECTOR, List.of(1f, -2f, 0.5f, 0f, 0f, 4f, 0f, 1f),
          FieldKind.FLOAT16_VECTOR,
              List.of(0, 0x3c, 0, -0x40, 0, 0x38, 0, 0, 0, 0, 0, 0x44, 0, 0, 0, 0x3c),
          FieldKind.BFLOAT16_VECTOR,
              List.of(-128, 0x3f, 0, -0x40, 0, 0x3f, 0, 0, 0, 0, -128, 0x40, 0, 0, -128, 0x3f),
          FieldKind.INT8_VECTOR, List.of(1, -2, 3, 0, 0, 127, -128, 1),
          FieldKind.BINARY_VECTOR, List.of(-91, 1),
          FieldKind.SPARSE_FLOAT_VECTOR, Map.of(3L, 1f, 7L, 0.5f));

  /** Longer than a pause of a busy machine. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

  private static final AtomicInteger TESTS = new AtomicInteger();

  private Target target;
  private MilvusCalls calls;

  /** Of the running server. */
  abstract String address();

  /** Whether rows may lack fields on this server. */
  abstract boolean hasNull();

  /** Whether this server takes upserts into a collection with a partition key. */
  abstract boolean hasPartitionKey();

  /** The types of index of {@code FloatVector} that this server has, besides HNSW. */
  abstract Set<String> indexes();

  /** Whether this server looks at an index's parameters. */
  abstract boolean checksIndexes();

  /** The kinds of vectors that this server keeps. */
  abstract Set<FieldKind> vectorKinds();

  @BeforeEach
  void open() {
    target = new Target("", "rows" + TESTS.incrementAndGet());
    calls = new MilvusCalls(connection());
  }

  @AfterEach
  void shut() {
    calls.close();
  }

  @Test
  void shouldKeepTheLastOfEachKeyWithItsSourceAndUndeclaredFields() {
    String hostile = "x\"] or id like \"%\\";
    RowKey.Text b = new RowKey.Text("b");
    try (MilvusRowWriter writer = writer(Plans.guarded("embedding"))) {
      apply(writer, upsert("a", Map.of("embedding", List.of(1.0, 0.5), "title", "x")));
      apply(writer, upsert(hostile, Map.of("embedding", List.of(1, 0))));
      apply(writer, upsert(b, Map.of("embedding", List.of(1, 0)), RowSchema.NONE, 5));
      apply(
          writer,
          upsert(
              b,
              Map.of("embedding", List.of(0, 1), "title", "y", "n", List.of(1L, 2L)),
              RowSchema.NONE,
              6));
      apply(writer, new RowChange.Delete(new RowKey.Text(hostile), source(7)));
      assertThat(count("id != \"\"")).isEqualTo(2);
      Map<String, Object> row = row("id == \"b\"", List.of("embedding", "title", "n"));
      assertThat(row.get("embedding")).isEqualTo(List.of(0f, 1f));
      assertThat(row.get("title")).hasToString("y");
      assertThat(row.get("n")).hasToString("[1,2]");
      assertThat(writer.sources(target, List.of(b, new RowKey.Text(hostile))))
          .isEqualTo(Map.of(b, source(6)));
      assertThatThrownBy(
              () -> apply(writer, upsert("b", Map.of("embedding", new float[] {1, 2, 3}))))
          .hasMessageContaining("VECTOR_INVALID")
          .hasMessageContaining("embedding (FloatVector(2)) of key b has dimension 3");
    }
  }

  @Test
  void shouldChangeNothingByAReplayOfOlderOffsets() {
    try (MilvusRowWriter writer = writer(Plans.guarded("vector"))) {
      apply(writer, at("a", 5));
      apply(writer, at("b", 5));
      writer.apply(
          List.of(
              new TargetedChange(target, at("a", 4)),
              new TargetedChange(target, new RowChange.Delete(new RowKey.Text("b"), source(4))),
              new TargetedChange(target, at("c", 4))));
      RowKey a = new RowKey.Text("a");
      RowKey b = new RowKey.Text("b");
      RowKey c = new RowKey.Text("c");
      assertThat(writer.sources(target, List.of(a, b, c)))
          .isEqualTo(Map.of(a, source(5), b, source(5), c, source(4)));
    }
  }

  private static RowChange at(String key, long offset) {
    return upsert(new RowKey.Text(key), Map.of("vector", List.of(1, 0)), RowSchema.NONE, offset);
  }

  @Test
  void shouldMakeACollectionFromASchema() {
    RowSchema schema =
        new RowSchema(
            List.of(
                FieldSpec.of("vector", FieldKind.ARRAY, 0, false),
                FieldSpec.of("flag", FieldKind.BOOL, 0, false),
                FieldSpec.of("small", FieldKind.INT16, 0, false),
                FieldSpec.of("price", FieldKind.DOUBLE, 0, false),
                FieldSpec.of("title", FieldKind.VARCHAR, 100, false),
                FieldSpec.of("more", FieldKind.JSON, 0, false),
                new FieldSpec(
                    "tags", FieldKind.ARRAY, 50, Optional.of(FieldKind.VARCHAR), 10, false),
                FieldSpec.of("maybe", FieldKind.INT64, 0, true)));
    Map<String, Object> fields = new HashMap<>();
    fields.put("vector", new float[] {1, 0});
    fields.put("flag", true);
    fields.put("small", 7L);
    fields.put("price", 1.5f);
    fields.put("title", "t\"ü");
    fields.put("more", Map.of("a", Map.of("b", 1L)));
    fields.put("tags", List.of("x", "y"));
    try (MilvusRowWriter writer = writer(plan("vector"))) {
      apply(writer, upsert(new RowKey.Number(5), fields, schema, 0));
      fields.put("maybe", 9L);
      apply(writer, upsert(new RowKey.Number(6), fields, schema, 1));
      Map<String, Object> row =
          row("id == 6", List.of("flag", "small", "price", "title", "more", "tags", "maybe"));
      assertThat(row.get("flag")).isEqualTo(true);
      assertThat(row.get("small")).hasToString("7");
      assertThat(row.get("price")).isEqualTo(1.5);
      assertThat(row.get("title")).isEqualTo("t\"ü");
      assertThat(((JsonObject) row.get("more")).getAsJsonObject("a").get("b")).hasToString("1");
      assertThat(row.get("tags")).isEqualTo(List.of("x", "y"));
      assertThat(row.get("maybe")).hasToString("9");
      assertThat(count("id in [5, 6]")).isEqualTo(2);
    }
  }

  @Test
  void shouldDeleteNothingWhereThereIsNoCollection() {
    try (MilvusRowWriter writer = writer(plan("vector"))) {
      apply(writer, new RowChange.Delete(new RowKey.Text("a"), source(0)));
      assertThat(new CollectionAdmin(calls, plan("vector")).find(target)).isEmpty();
    }
  }

  @Test
  void shouldRefuseACollectionThatMakesItsOwnIds() {
    create(true, DataType.Int64, 2, false);
    refused(plan("vector"), "makes its own ids (auto-id) in pk", "without auto-id");
  }

  @Test
  void shouldNameTheFieldThatDoesNotFit() {
    create(false, DataType.VarChar, 2, false);
    refused(plan("vector"), "primary key pk", "set key.name=pk");
    refused(Plans.keyed("pk", "embedding"), "has no field embedding", "Set vector.fields");
    refused(Plans.keyed("pk", "title"), "field title of type VarChar(99)", "must be FloatVector");
    refused(Plans.dimension("pk", "vector", 3), "vector of dimension 2", "must be of 3");
  }

  @Test
  void shouldNameTheFieldThatRecordsLack() {
    create(false, DataType.VarChar, 2, false);
    RowSchema schema = new RowSchema(List.of(FieldSpec.of("vector", FieldKind.ARRAY, 0, false)));
    try (MilvusRowWriter writer = writer(Plans.keyed("pk", "vector"))) {
      assertThatThrownBy(
              () ->
                  apply(
                      writer,
                      upsert(new RowKey.Text("a"), Map.of("vector", List.of(1, 2)), schema, 0)))
          .hasMessageContaining("COLLECTION_MISMATCH")
          .hasMessageContaining("needs the field title of type VarChar(99)")
          .hasMessageContaining("fields.constants");
    }
  }

  @Test
  void shouldUseACollectionAsItIs() {
    create(false, DataType.Int64, 2, false);
    try (MilvusRowWriter writer = writer(Plans.keyed("pk", "vector"))) {
      writer.check(target);
      apply(writer, upsert("12", Map.of("vector", List.of(1, 2), "title", 7L)));
      assertThat(row("pk == 12", List.of("title")).get("title")).isEqualTo("7");
      assertThatThrownBy(
              () ->
                  apply(
                      writer, upsert("12", Map.of("vector", List.of(1, 2), "title", "t", "n", 1))))
          .hasMessageContaining("FIELD_INVALID")
          .hasMessageContaining("no field n");
      assertThatThrownBy(() -> apply(writer, upsert("a", Map.of())))
          .hasMessageContaining("KEY_INVALID");
    }
  }

  @Test
  void shouldMoveARowToAnotherPartitionOfTheDatabaseSaid() {
    String name = "db" + TESTS.get();
    calls.call(
        "make a database",
        client -> {
          client.createDatabase(CreateDatabaseReq.builder().databaseName(name).build());
          return true;
        });
    try (MilvusRowWriter writer = writer(Plans.moving("vector"))) {
      target = new Target("nosuch", "rows");
      assertThatThrownBy(() -> apply(writer, inPartition("a", "p1")))
          .hasMessageContaining("FIELD_INVALID")
          .hasMessageContaining("no database nosuch");
    }
    target = new Target(name, "rows");
    try (MilvusRowWriter writer = writer(Plans.moving("vector"))) {
      apply(writer, inPartition("a", "p1"));
      apply(writer, inPartition("a", "p2"));
      assertThat(partitionsOf("a")).containsExactly("p2");
      apply(writer, inPartition("b", "p1"));
      apply(writer, new RowChange.Delete(new RowKey.Text("b"), source(1)));
      assertThat(count("id != \"\"")).isEqualTo(1);
    }
  }

  @Test
  void shouldSayWhatTheServerIsTooOldFor() {
    try (MilvusRowWriter writer = writer(Plans.of("v", FieldKind.INT8_VECTOR))) {
      assertThatThrownBy(() -> apply(writer, upsert("a", Map.of("v", List.of(1, 2)))))
          .hasMessageContaining("SERVER_TOO_OLD")
          .hasMessageContaining("since 2.6");
    }
    try (MilvusRowWriter writer = writer(Plans.adding("vector"))) {
      apply(writer, upsert("a", Map.of("vector", List.of(1, 0))));
      assertThatThrownBy(
              () -> apply(writer, upsert("a", Map.of("vector", List.of(1, 0), "new", 1))))
          .hasMessageContaining("SERVER_TOO_OLD")
          .hasMessageContaining("schema.evolution=add");
    }
  }

  @Test
  void shouldSayWhichIndexIsNotForTheVectors() {
    assertThatThrownBy(() -> writer(Plans.indexed("vector", "HNSW", "HAMMING", Map.of())))
        .hasMessageContaining("SETTING_INVALID")
        .hasMessageContaining(
            "vector.index.metric is HAMMING, which is not for vector of type FloatVector");
    assertThatThrownBy(() -> writer(Plans.indexed("vector", "BIN_FLAT", "L2", Map.of())))
        .hasMessageContaining("vector.index.type is BIN_FLAT");
    assertThatThrownBy(() -> writer(Plans.indexed("vector", "HSNW", "L2", Map.of())))
        .hasMessageContaining("vector.index.type is HSNW, which Milvus does not know");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLAT", "IVF_FLAT", "IVF_SQ8", "AUTOINDEX", "DISKANN", "HNSW_SQ"})
  void shouldMakeEachKindOfIndexThatTheServerHas(String type) {
    try (MilvusRowWriter writer = writer(Plans.indexed("vector", type, "L2", Map.of()))) {
      if (!indexes().contains(type)) {
        assertThatThrownBy(() -> apply(writer, upsert("a", Map.of("vector", List.of(1, 0)))))
            .hasMessageContaining("SERVER_TOO_OLD")
            .hasMessageContaining(type);
        return;
      }
      apply(writer, upsert("a", Map.of("vector", List.of(1, 0))));
      assertThat(count("id == \"a\"")).isEqualTo(1);
    }
  }

  /** Milvus Lite takes any parameter. */
  @Test
  void shouldStopForAnIndexThatTheServerRefusesAgainAndAgain() {
    CollectionPlan plan = Plans.indexed("vector", "HNSW", "L2", Map.of("M", "100000"));
    RowChange change = upsert("a", Map.of("vector", List.of(1, 0)));
    try (MilvusRowWriter writer = writer(plan)) {
      if (!checksIndexes()) {
        apply(writer, change);
        return;
      }
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> apply(writer, change))
            .hasMessageContaining("INDEX_UNAVAILABLE")
            .hasMessageContaining("M out of range");
      }
      assertThatThrownBy(() -> apply(writer, change))
          .hasMessageContaining("SETTING_INVALID")
          .hasMessageContaining("M out of range")
          .hasMessageContaining("vector.index.params");
    }
    try (MilvusRowWriter mended = writer(plan("vector"))) {
      apply(mended, change);
      assertThat(count("id == \"a\"")).isEqualTo(1);
    }
  }

  @Test
  void shouldSayThatTheDatabaseOfTheSettingsIsMissing() {
    try (MilvusCalls elsewhere = new MilvusCalls(connection("nosuch"))) {
      assertThatThrownBy(elsewhere::probe)
          .hasMessageContaining("SETTING_INVALID")
          .hasMessageContaining("index.database is nosuch");
    }
  }

  @Test
  void shouldKeepAKeyOnceWhereItsPartitionKeyChanges() {
    RowSchema schema =
        new RowSchema(
            List.of(
                FieldSpec.of("vector", FieldKind.ARRAY, 0, false),
                FieldSpec.of("city", FieldKind.VARCHAR, 64, false)));
    RowKey a = new RowKey.Text("a");
    Map<String, Object> berlin = Map.of("vector", List.of(1, 0), "city", "Berlin");
    Map<String, Object> rome = Map.of("vector", List.of(1, 0), "city", "Rome");
    try (MilvusRowWriter writer = writer(Plans.partitioned("vector", "city"))) {
      if (!hasPartitionKey()) {
        assertThatThrownBy(() -> apply(writer, upsert(a, berlin, schema, 0)))
            .hasMessageContaining("SERVER_TOO_OLD")
            .hasMessageContaining("partition key");
        return;
      }
      apply(writer, upsert(a, berlin, schema, 0));
      apply(writer, upsert(a, rome, schema, 1));
      assertThat(count("id == \"a\"")).isEqualTo(1);
      assertThat(row("id == \"a\"", List.of("city")).get("city")).isEqualTo("Rome");
    }
  }

  @Test
  void shouldPutNoRowIntoAPartitionWhereThereIsAPartitionKey() {
    var schema = MilvusClientV2.CreateSchema();
    schema.addField(
        AddFieldReq.builder()
            .fieldName("id")
            .dataType(DataType.VarChar)
            .maxLength(64)
            .isPrimaryKey(true)
            .build());
    schema.addField(
        AddFieldReq.builder()
            .fieldName("city")
            .dataType(DataType.VarChar)
            .maxLength(64)
            .isPartitionKey(true)
            .build());
    schema.addField(
        AddFieldReq.builder()
            .fieldName("vector")
            .dataType(DataType.FloatVector)
            .dimension(2)
            .build());
    create(schema);
    try (MilvusRowWriter writer = writer(plan("vector"))) {
      assertThatThrownBy(() -> apply(writer, inPartition("a", "p1")))
          .hasMessageContaining("COLLECTION_MISMATCH")
          .hasMessageContaining("has the partition key city")
          .hasMessageContaining("partition.from");
    }
  }

  @Test
  void shouldTakeSeveralVectorsWhereTheServerDoes() {
    CollectionPlan plan = Plans.two("dense", "sparse");
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("dense", List.of(1, 0));
    fields.put("sparse", Map.of("7", 0.5, "3", 1));
    try (MilvusRowWriter writer = writer(plan)) {
      if (hasNull()) {
        apply(writer, upsert("a", fields));
        assertThat(row("id == \"a\"", List.of("sparse")).get("sparse"))
            .isEqualTo(Map.of(3L, 1f, 7L, 0.5f));
      } else {
        assertThatThrownBy(() -> apply(writer, upsert("a", fields)))
            .hasMessageContaining("several vector fields");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {".*_VECTOR"},
      mode = EnumSource.Mode.MATCH_ALL)
  void shouldKeepEachKindOfVectorThatTheServerHas(FieldKind kind) {
    Map<String, Object> fields = Map.of("v", VECTORS.get(kind));
    try (MilvusRowWriter writer = writer(Plans.of("v", kind))) {
      if (!vectorKinds().contains(kind)) {
        assertThatThrownBy(() -> apply(writer, upsert("a", fields)))
            .hasMessageContaining("SERVER_TOO_OLD");
        return;
      }
      apply(writer, upsert("a", fields));
      Object found = row("id == \"a\"", List.of("v")).get("v");
      assertThat(plain(found)).isEqualTo(READ.get(kind));
    }
  }

  /** What is read as bytes, as numbers. */
  private static Object plain(Object found) {
    if (found instanceof ByteBuffer buffer) {
      List<Integer> numbers = new ArrayList<>();
      for (int i = 0; i < buffer.limit(); i++) {
        numbers.add((int) buffer.get(i));
      }
      return numbers;
    }
    return found;
  }

  private void refused(CollectionPlan plan, String... parts) {
    try (MilvusRowWriter writer = writer(plan)) {
      var refusal =
          assertThatThrownBy(() -> writer.check(target))
              .hasMessageContaining("COLLECTION_MISMATCH");
      for (String part : parts) {
        refusal.hasMessageContaining(part);
      }
    }
  }

  private void create(boolean autoId, DataType keyType, int dimension, boolean dynamic) {
    var schema = MilvusClientV2.CreateSchema();
    var key = AddFieldReq.builder().fieldName("pk").isPrimaryKey(true).autoID(autoId);
    schema.setEnableDynamicField(dynamic);
    schema.addField(
        keyType == DataType.VarChar
            ? key.dataType(keyType).maxLength(64).build()
            : key.dataType(keyType).build());
    schema.addField(
        AddFieldReq.builder()
            .fieldName("vector")
            .dataType(DataType.FloatVector)
            .dimension(dimension)
            .build());
    schema.addField(
        AddFieldReq.builder().fieldName("title").dataType(DataType.VarChar).maxLength(99).build());
    create(schema);
  }

  private void create(CreateCollectionReq.CollectionSchema schema) {
    CreateCollectionReq request =
        CreateCollectionReq.builder()
            .collectionName(target.collection())
            .collectionSchema(schema)
            .build();
    calls.call(
        "create",
        client -> {
          client.createCollection(request);
          return true;
        });
  }

  private MilvusRowWriter writer(CollectionPlan plan) {
    return new MilvusRowWriter(connection(), plan, LIMITS);
  }

  private IndexConnection connection() {
    return connection("");
  }

  private IndexConnection connection(String database) {
    return new IndexConnection(
        address(), IndexCredentials.NONE, database, TlsFiles.NONE, CALL_TIMEOUT);
  }

  private void apply(MilvusRowWriter writer, RowChange change) {
    writer.apply(List.of(new TargetedChange(target, change)));
  }

  private static RowChange upsert(String key, Map<String, Object> fields) {
    return upsert(new RowKey.Text(key), fields, RowSchema.NONE, 0);
  }

  private static RowChange upsert(
      RowKey key, Map<String, Object> fields, RowSchema schema, long offset) {
    return new RowChange.Upsert(new SinkRow(key, fields, Optional.empty(), schema), source(offset));
  }

  private static RowChange inPartition(String key, String partition) {
    return new RowChange.Upsert(
        new SinkRow(
            new RowKey.Text(key),
            Map.of("vector", List.of(1, 0)),
            Optional.of(partition),
            RowSchema.NONE),
        source(0));
  }

  private static SourceOffset source(long offset) {
    return new SourceOffset("t", new RecordPosition(3, offset));
  }

  private Map<String, Object> row(String filter, List<String> fields) {
    return query(filter, fields, List.of()).getFirst();
  }

  private long count(String filter) {
    return count(filter, List.of());
  }

  private long count(String filter, List<String> partitions) {
    return query(filter, List.of("count(*)"), partitions).getFirst().get("count(*)")
            instanceof Long n
        ? n
        : -1;
  }

  private List<String> partitionsOf(String key) {
    return Stream.of("_default", "p1", "p2")
        .filter(partition -> count("id == \"%s\"".formatted(key), List.of(partition)) > 0)
        .toList();
  }

  /** Until the collection is loaded, queries are refused. */
  private List<Map<String, Object>> query(
      String filter, List<String> fields, List<String> partitions) {
    QueryReq query =
        QueryReq.builder()
            .databaseName(target.database().isEmpty() ? null : target.database())
            .collectionName(target.collection())
            .filter(filter)
            .outputFields(fields)
            .partitionNames(partitions)
            .consistencyLevel(ConsistencyLevel.STRONG)
            .build();
    return Awaitility.await()
        .ignoreExceptions()
        .until(
            () ->
                calls.call("query", client -> client.query(query).getQueryResults()).stream()
                    .map(result -> result.getEntity())
                    .toList(),
            rows -> !rows.isEmpty());
  }
}
