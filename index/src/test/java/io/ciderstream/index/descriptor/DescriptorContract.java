package io.ciderstream.index.descriptor;

import static io.ciderstream.index.Samples.MODEL;
import static io.ciderstream.index.Samples.request;
import static io.ciderstream.index.Samples.row;
import static io.ciderstream.index.Samples.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ciderstream.index.Change;
import io.ciderstream.index.CollectionName;
import io.ciderstream.index.Consistency;
import io.ciderstream.index.Match;
import io.ciderstream.index.ModelId;
import io.ciderstream.index.RequestObserver;
import io.ciderstream.index.Row;
import io.ciderstream.index.Samples;
import io.ciderstream.index.SearchRequest;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.index.VectorJitter;
import io.ciderstream.index.Vectors;
import io.ciderstream.index.WritePermit;
import io.ciderstream.index.calls.MilvusCalls;
import io.ciderstream.index.collection.CollectionDesign;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.index.search.MilvusIndexSearch;
import io.ciderstream.index.search.ServedAlias;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.MetadataLimits;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.servers.MilvusServer;
import io.milvus.v2.common.DataType;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.collection.request.ReleaseCollectionReq;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What must hold on every Milvus server. */
@TestMethodOrder(OrderAnnotation.class)
abstract class DescriptorContract {
  private static final ModelId OTHER = new ModelId("other", "ffffffffffff");
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int WRITERS = 2;
  private static final int MANY = 5_000;
  private static final int BATCH = 100;
  private static final int OTHERS = 500;
  private static final int COPIES = 2_500;
  private static final int PLACE_DIMENSION = 128;
  private static final int PLACE_AXES = 24;

  /** Held alone by a test that kills the server. */
  static final String SERVER = "server";

  private static final AtomicInteger TESTS = new AtomicInteger();

  private String name;
  private MilvusDescriptorWriter writer;
  private MilvusIndexSearch search;

  /** Returns the server of all tests. */
  abstract MilvusServer milvus();

  @BeforeEach
  void open() {
    name = "photos" + TESTS.incrementAndGet();
    writer = new MilvusDescriptorWriter(options());
    search = search(MODEL);
  }

  @AfterEach
  void shut() {
    writer.close();
    search.close();
  }

  @Test
  void shouldAnswerNothingWhileNothingWasIndexed() {
    search.connect();
    assertThat(search.search(request(5, null, 1, 0))).isEmpty();
    assertThat(search.get(new ImageId("a"), Consistency.BOUNDED)).isEmpty();
    assertThat(search.count()).isZero();
    assertThat(search.holds(new RecordPosition(0, 0))).isFalse();
  }

  @Test
  void shouldGiveBackWhatWasWritten() {
    Row row = row("a", 7, Map.of("s", "x", "l", 1L << 53 | 1, "d", 2.0, "b", true), MODEL, 0, 1);
    writer.apply(List.of(new Change.Upsert(row)));
    awaitCount(1);
    awaitIt(() -> assertThat(search.get(new ImageId("a"), Consistency.BOUNDED)).isPresent());
    assertThat(search.get(new ImageId("a"), Consistency.BOUNDED).orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(row("a", 7, row.metadata(), MODEL, stored(7, 0, 1)));
    assertThat(search.holds(new RecordPosition(0, 7))).isTrue();
    assertThat(search.holds(new RecordPosition(0, 8))).isFalse();
    assertThat(search.holds(new RecordPosition(1, 0))).isFalse();
  }

  @Test
  void shouldFindTheNearestFirstAndOnlyWhatTheFilterPasses() {
    writer.apply(
        List.of(
            new Change.Upsert(row("far", 0, Map.of("city", "Bern"), MODEL, 0, 1)),
            new Change.Upsert(row("near", 1, Map.of("city", "Bern"), MODEL, 1, 0.1f)),
            new Change.Upsert(row("hidden", 2, Map.of("city", "Rom"), MODEL, 1, 0))));
    awaitCount(3);
    String filter = "metadata[\"city\"] == \"Bern\"";
    awaitIt(
        () ->
            assertThat(search.search(request(5, filter, 1, 0)))
                .extracting(match -> match.row().id().value())
                .containsExactly("near", "far"));
    Match best = search.search(request(1, null, 1, 0)).getFirst();
    assertThat(best.row().id().value()).isEqualTo("hidden");
    assertThat(best.score()).isBetween(0.999f, 1.001f);
    assertThat(best.row().vector()).isEmpty();
    assertThat(best.row().metadata()).containsEntry("city", "Rom");
  }

  private static SearchRequest verified(int topK, int localFeatures, float... vector) {
    return new SearchRequest(
        vector, topK, Optional.empty(), Consistency.STRONG, DEADLINE, localFeatures);
  }

  @Test
  void shouldGiveTheLocalFeaturesOfAsManyMatchesAsAskedFor() {
    byte[] most = new byte[40_000];
    new Random(13).nextBytes(most);
    writer.apply(
        List.of(
            new Change.Upsert(row("a", 0, 1, 0).withLocalFeatures(most)),
            new Change.Upsert(row("b", 1, 1, 0.1f)),
            new Change.Upsert(row("c", 2, 1, 0.2f).withLocalFeatures(new byte[] {3}))));
    awaitCount(3);
    assertThat(localFeatures(verified(3, 3, 1, 0)))
        .containsExactly(most, new byte[0], new byte[] {3});
    assertThat(localFeatures(verified(3, 2, 1, 0))).containsExactly(most, new byte[0], new byte[0]);
    assertThat(localFeatures(verified(2, 100, 1, 0))).containsExactly(most, new byte[0]);
    assertThat(localFeatures(verified(3, 0, 1, 0))).allMatch(none -> none.length == 0);
    assertThat(search.get(new ImageId("a"), Consistency.STRONG).orElseThrow().localFeatures())
        .isEqualTo(most);
  }

  private List<byte[]> localFeatures(SearchRequest request) {
    return search.search(request).stream().map(match -> match.row().localFeatures()).toList();
  }

  @Test
  void shouldGoOnWithACollectionThatWasCreatedBeforeThereWereLocalFeatures() {
    try (MilvusCalls calls = new MilvusCalls(options().connection())) {
      CreateCollectionReq.CollectionSchema schema = schema(calls);
      schema
          .getFieldSchemaList()
          .removeIf(field -> field.getName().equals(DescriptorFields.LOCAL_FEATURES));
      create(calls, schema);
      Row row = row("a", 0, 1, 0).withLocalFeatures(new byte[] {1, 2});
      writer.apply(List.of(new Change.Upsert(row)));
      awaitCount(1);
      assertThat(search.search(request(5, null, 1, 0))).hasSize(1);
      assertThat(search.get(new ImageId("a"), Consistency.STRONG).orElseThrow().localFeatures())
          .isEmpty();
      String collection = MODEL.collection(name);
      assertThatThrownBy(() -> search.search(verified(5, 5, 1, 0)))
          .hasMessageContaining("QUERY_INVALID")
          .hasMessageContaining(
              "The collection %s was created without the field local_features"
                  .formatted(collection));

      calls.call(
          "drop",
          client -> {
            client.dropCollection(DropCollectionReq.builder().collectionName(collection).build());
            return null;
          });
      try (MilvusDescriptorWriter again = new MilvusDescriptorWriter(options())) {
        again.apply(List.of(new Change.Upsert(row)));
      }
      awaitIt(
          () ->
              assertThat(localFeatures(verified(5, 5, 1, 0)))
                  .as("after a rebuild, by the same searcher")
                  .containsExactly(new byte[] {1, 2}));
    }
  }

  @Test
  void shouldTellABadFilterFromAnOutageWithTheReasonOfMilvus() {
    writer.apply(List.of(upsert("a", 0, 1, 0)));
    awaitCount(1);
    Map<String, String> reasons =
        Map.of(
            "metadata[\"a\" ===", "(unexpected character|invalid expression)",
            "nosuch == 3", "(unknown field 'nosuch'|field nosuch not exist)",
            "captured_at == \"x\"", "(incompatible types|are not supported)");
    reasons.forEach(
        (filter, reason) ->
            assertThatThrownBy(() -> search.search(request(5, filter, 1, 0)))
                .hasMessageContaining("FILTER_INVALID")
                .hasMessageContaining(filter)
                .hasMessageFindingMatch(reason));
  }

  /** Returns what several reads in a row use; strong reads would each wait. */
  Class<? extends Consistency> moment() {
    return Consistency.AsOf.class;
  }

  @Test
  void shouldReadStronglyWhatWasAcknowledgedAMomentAgo() {
    writer.apply(List.of(upsert("first", 0, 1, 0)));
    awaitCount(1);
    assertThat(search.now()).isInstanceOf(moment());
    for (int i = 1; i <= 10; i++) {
      String id = "k" + i;
      Row row = row(id, i, Map.of("n", (long) i), MODEL, 1, i);
      writer.apply(List.of(new Change.Upsert(row)));
      String filter = "metadata[\"n\"] == " + i;
      Consistency consistency = i % 2 == 0 ? search.now() : Consistency.STRONG;
      SearchRequest strong =
          new SearchRequest(row.vector(), 20, Optional.of(filter), consistency, DEADLINE);
      assertThat(search.search(strong))
          .extracting(match -> match.row().id().value())
          .as("acknowledged before the search")
          .containsExactly(id);
      assertThat(search.get(new ImageId(id), consistency)).isPresent();
      assertThat(search.reached(new RecordPosition(0, i))).hasValue(i);
      assertThat(search.passes(new ImageId(id), Optional.of(filter), consistency)).isTrue();
      assertThat(search.passes(new ImageId("first"), Optional.of(filter), consistency)).isFalse();
    }
    assertThat(search.reached(new RecordPosition(0, 3)).orElseThrow()).isBetween(3L, 10L);
  }

  @Test
  void shouldCompareOnlyValuesOfOneTypeInAFilter() {
    writer.apply(
        List.of(
            new Change.Upsert(row("whole", 0, Map.of("price", 12L), MODEL, 1, 0)),
            new Change.Upsert(row("fraction", 1, Map.of("price", 12.5), MODEL, 1, 0.1f)),
            new Change.Upsert(row("text", 2, Map.of("price", "12"), MODEL, 1, 0.2f)),
            new Change.Upsert(row("flag", 3, Map.of("price", true), MODEL, 1, 0.3f)),
            new Change.Upsert(row("none", 4, Map.of(), MODEL, 1, 0.4f))));
    awaitCount(5);
    assertThat(passing("metadata[\"price\"] > 10")).containsExactlyInAnyOrder("whole", "fraction");
    assertThat(passing("metadata[\"price\"] == 12.0")).containsExactly("whole");
    assertThat(passing("metadata[\"price\"] == \"12\"")).containsExactly("text");
    assertThat(passing("metadata[\"price\"] > \"11\"")).containsExactly("text");
    assertThat(passing("metadata[\"price\"] == true")).containsExactly("flag");
    assertThat(passing("exists metadata[\"price\"]"))
        .containsExactlyInAnyOrder("whole", "fraction", "text", "flag");
    assertThat(passing("id in [\"text\", \"none\", \"gone\"]")).containsExactly("text", "none");
  }

  private List<String> passing(String filter) {
    return search
        .search(
            new SearchRequest(
                new float[] {1, 0}, 10, Optional.of(filter), Consistency.STRONG, DEADLINE))
        .stream()
        .map(match -> match.row().id().value())
        .toList();
  }

  @Test
  void shouldLoadAgainWhatTheServerHasReleased() {
    writer.apply(List.of(upsert("a", 0, 1, 0)));
    awaitCount(1);
    try (MilvusCalls calls = new MilvusCalls(options().connection())) {
      String collection = MODEL.collection(name);
      calls.call(
          "release",
          client -> {
            client.releaseCollection(
                ReleaseCollectionReq.builder().collectionName(collection).build());
            return null;
          });
    }
    assertThatThrownBy(() -> search.search(request(5, "nosuch == 3", 1, 0)))
        .as("a bad filter and nothing loaded")
        .hasMessageContaining("FILTER_INVALID");
    assertThat(search.search(request(5, null, 1, 0))).hasSize(1);
  }

  @Test
  void shouldLetTheLastChangeOfAnIdWin() {
    writer.apply(List.of(upsert("a", 0, 1, 0), upsert("b", 1, 1, 0), upsert("a", 2, 0, 1)));
    writer.apply(
        List.of(upsert("b", 3, 0, 1), new Change.Delete(new ImageId("b")), upsert("c", 4, 0, 1)));
    awaitCount(2);
    awaitIt(() -> assertThat(ids()).containsExactlyInAnyOrder("a", "c"));
    awaitIt(
        () ->
            assertThat(search.get(new ImageId("a"), Consistency.BOUNDED))
                .hasValueSatisfying(DescriptorContract::isSecond));
    writer.apply(List.of(new Change.Delete(new ImageId("c")), upsert("c", 5, 1, 0)));
    awaitIt(() -> assertThat(ids()).containsExactlyInAnyOrder("a", "c"));
  }

  @Test
  void shouldTreatHostileKeysAsTheText() {
    Random random = new Random(11);
    List<String> keys =
        Stream.concat(
                HostileKeys.KNOWN.stream(),
                Stream.generate(() -> HostileKeys.random(random)).limit(60))
            .distinct()
            .toList();
    List<Change> rows = new ArrayList<>(List.of(upsert("bystander", 1000, 1, 0)));
    IntStream.range(0, keys.size()).forEach(i -> rows.add(upsert(keys.get(i), i, 1, 0)));
    writer.apply(rows);
    awaitCount(rows.size());
    assertThat(ids()).hasSize(rows.size()).containsAll(keys);
    for (String key : keys.subList(0, 20)) {
      awaitIt(
          () ->
              assertThat(search.get(new ImageId(key), Consistency.BOUNDED))
                  .map(Row::id)
                  .hasValue(new ImageId(key)));
    }
    int left = rows.size();
    for (String key : keys.subList(0, 20)) {
      writer.apply(List.of(new Change.Delete(new ImageId(key))));
      awaitCount(--left);
    }
    writer.apply(keys.stream().map(ImageId::new).<Change>map(Change.Delete::new).toList());
    awaitCount(1);
    assertThat(ids()).containsExactly("bystander");
  }

  @Test
  void shouldScanMoreThanOnePiece() {
    List<Change> rows =
        IntStream.range(0, 1500).<Change>mapToObj(i -> upsert("k" + i, 2L * i, i, 1)).toList();
    writer.apply(rows);
    awaitCount(1500);
    List<Row> scanned = new ArrayList<>();
    search.scan(scanned::add);
    assertThat(scanned).hasSize(1500).extracting(Row::id).doesNotHaveDuplicates();
    assertThat(scanned)
        .allSatisfy(
            row -> {
              long offset = row.source().offset();
              assertThat(row.vector()).isEqualTo(stored(offset, offset / 2f, 1));
            });

    List<Match> deep = search.search(request(1_020, null, 1, 0));
    assertThat(deep)
        .as("a page and its groups are taken from as many rows")
        .hasSize(1_020)
        .isSortedAccordingTo(Comparator.comparingDouble(match -> -match.score()));
  }

  @Test
  void shouldRefuseABadRowAndWriteTheOthers() {
    writer.apply(List.of(upsert("a", 0, 1, 0)));
    refused("VECTOR_INVALID", upsert("b", 1, 1, 0), upsert("bad", 2, 1, 0, 0));
    refused("VECTOR_INVALID", upsert("b", 1, 1, 0), upsert("bad", 2, 1, Float.NaN));
    refused(
        "VECTOR_INVALID", new Change.Upsert(row("bad", 2, Map.of(), new ModelId("one", "0ne"), 1)));
    refused(
        "METADATA_INVALID",
        upsert("b", 1, 1, 0),
        new Change.Upsert(row("bad", 2, Map.of("d", Double.NaN), MODEL, 1, 0)));
    awaitCount(2);
    assertThat(ids()).containsExactlyInAnyOrder("a", "b");
    assertThatThrownBy(() -> search.search(request(1, null, 1, 0, 0)))
        .hasMessageContaining("VECTOR_INVALID");
  }

  @Test
  void shouldKeepAsMuchMetadataAsTheLimitAllows() {
    String text = "\u0000".repeat((MetadataLimits.MAX_JSON_BYTES - 9) / 6);
    String rest = "x".repeat(MetadataLimits.MAX_JSON_BYTES - 8 - 6 * text.length());
    Map<String, Object> most = Map.of("n", text + rest);
    assertThat(MetadataLimits.jsonBytes(most)).isEqualTo(MetadataLimits.MAX_JSON_BYTES);
    writer.apply(List.of(new Change.Upsert(row("a", 0, most, MODEL, 1, 0))));
    awaitIt(
        () ->
            assertThat(search.get(new ImageId("a"), Consistency.STRONG).orElseThrow().metadata())
                .isEqualTo(most));
  }

  @Test
  void shouldLeaveNewerRowsAloneIfItIsGuarded() {
    try (MilvusDescriptorWriter guarded =
        new MilvusDescriptorWriter(options(), RequestObserver.NONE, WritePermit.ALWAYS, true)) {
      guarded.apply(List.of(upsert("a", 5, 1, 0), upsert("b", 5, 1, 0), upsert("c", 5, 1, 0)));
      Optional<SourcePosition> older = Optional.of(new SourcePosition(new RecordPosition(0, 4), 0));
      Optional<SourcePosition> newer = Optional.of(new SourcePosition(new RecordPosition(0, 6), 0));
      guarded.apply(
          List.of(
              upsert("a", 4, 0, 1),
              new Change.Delete(new ImageId("b"), older),
              new Change.Delete(new ImageId("c"), newer),
              upsert("d", 4, 1, 0)));
      awaitIt(() -> assertThat(ids()).containsExactlyInAnyOrder("a", "b", "d"));
      assertThat(search.get(new ImageId("a"), Consistency.STRONG).orElseThrow().source().offset())
          .isEqualTo(5);
    }
  }

  @Test
  void shouldSendNothingIfThePermitEndsWhileTheRequestIsBuilt() {
    writer.apply(List.of(upsert("a", 0, 1, 0)));
    AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    WritePermit permit =
        () -> {
          if (left.decrementAndGet() < 0) {
            throw new CiderException(ErrorCode.BROKER_UNAVAILABLE, "The lease has ended.");
          }
        };
    try (MilvusDescriptorWriter leased =
        new MilvusDescriptorWriter(options(), RequestObserver.NONE, permit, false)) {
      leased.apply(List.of(upsert("b", 1, 1, 0))); // looks at the collection
      left.set(1);
      assertThatThrownBy(() -> leased.apply(List.of(upsert("c", 2, 1, 0))))
          .isInstanceOf(CiderException.class)
          .hasMessageContaining("The lease has ended.");
      left.set(1);
      assertThatThrownBy(
              () -> leased.apply(List.of(new Change.Delete(new ImageId("a"), Optional.empty()))))
          .isInstanceOf(CiderException.class)
          .hasMessageContaining("The lease has ended.");
    }
    assertThat(ids()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void shouldLeaveTheAliasToItsModelAndDeleteFromAll() {
    writer.apply(List.of(upsert("a", 0, 1, 0), upsert("b", 1, 1, 0)));
    Change other = new Change.Upsert(row("a", 0, Map.of(), OTHER, 1, 0, 0));
    writer.apply(List.of(other));
    awaitCount(2);
    try (MilvusIndexSearch wrong = search(OTHER);
        MilvusIndexAdmin admin = new MilvusIndexAdmin(options())) {
      assertThatThrownBy(wrong::connect).hasMessageContaining("MODEL_MISMATCH");
      assertThat(admin.models()).containsExactlyInAnyOrder(MODEL.hash(), OTHER.hash());
      admin.serve(OTHER.hash());
      assertThat(admin.served()).hasValue(OTHER.hash());
      awaitIt(() -> assertThat(wrong.count()).isEqualTo(1));
      assertThatThrownBy(search::count).hasMessageContaining("MODEL_MISMATCH");
      writer.apply(List.of(new Change.Delete(new ImageId("a"))));
      awaitIt(() -> assertThat(wrong.count()).isZero());
      admin.serve(MODEL.hash());
      awaitCount(1);
      assertThatThrownBy(() -> admin.drop(MODEL.hash())).hasMessageContaining("SETTING_INVALID");
      admin.drop(OTHER.hash());
      assertThat(admin.models()).containsExactly(MODEL.hash());
      admin.flush(MODEL.hash());
    }
  }

  @Test
  void shouldSwitchTheAliasToTheCollectionOfARebuild() throws InterruptedException {
    writer.apply(List.of(upsert("a", 0, 1, 0), upsert("b", 1, 1, 0)));
    awaitCount(2);
    IndexOptions rebuilt = options().withName(name + "_2");
    CollectionName before = new CollectionName(name, MODEL.hash());
    CollectionName after = new CollectionName(name + "_2", OTHER.hash());
    try (MilvusDescriptorWriter filling = new MilvusDescriptorWriter(rebuilt);
        MilvusIndexSearch old = MilvusIndexSearch.of(options(), before, InstantSource.system());
        MilvusIndexSearch filled = MilvusIndexSearch.of(options(), after, InstantSource.system());
        ServedAlias alias = new ServedAlias(options(), InstantSource.system());
        MilvusIndexAdmin admin = new MilvusIndexAdmin(options())) {
      assertThatThrownBy(filled::count).hasMessageContaining("INDEX_UNAVAILABLE");
      filling.apply(List.of(new Change.Upsert(row("a", 0, Map.of(), OTHER, 1, 0, 0))));
      writer.apply(List.of(new Change.Delete(new ImageId("a"))));
      awaitIt(() -> assertThat(filled.count()).as("it has its own writer").isOne());
      assertThat(alias.target(DEADLINE)).hasValue(before);
      assertThat(admin.collections()).contains(before, after);

      admin.serve(after);
      alias.recheck();
      assertThat(alias.target(DEADLINE)).hasValue(after);
      assertThat(old.search(request(5, null, 1, 0)))
          .as("a query that began before")
          .extracting(match -> match.row().id().value())
          .containsExactly("b");
      awaitIt(() -> assertThatThrownBy(search::count).hasMessageContaining("MODEL_MISMATCH"));
      assertThatThrownBy(() -> admin.drop(after)).hasMessageContaining("SETTING_INVALID");
      admin.drop(before);
      assertThat(admin.collections()).contains(after).doesNotContain(before);
      awaitIt(() -> assertThatThrownBy(old::count).hasMessageContaining("INDEX_UNAVAILABLE"));
      assertThat(filled.search(request(5, null, 1, 0, 0))).hasSize(1);

      admin.serve(after); // as a rebuild that was killed in between repeats it
      assertThat(admin.target()).hasValue(after);
    }
  }

  private CreateCollectionReq.CollectionSchema schema(MilvusCalls calls) {
    DescriptorCollections descriptors = new DescriptorCollections(calls, options());
    return new CollectionDesign(
            DescriptorPlan.of(options().vectorIndex()), descriptors.admin().version())
        .request(
            descriptors.target(MODEL.hash()),
            DescriptorPlan.first(new RowKey.Text("first"), new float[2]))
        .getCollectionSchema();
  }

  private void create(MilvusCalls calls, CreateCollectionReq.CollectionSchema schema) {
    calls.call(
        "create",
        client -> {
          client.createCollection(
              CreateCollectionReq.builder()
                  .collectionName(MODEL.collection(name))
                  .collectionSchema(schema)
                  .build());
          return null;
        });
  }

  @Test
  void shouldRefuseACollectionOfOtherFields() {
    try (MilvusCalls calls = new MilvusCalls(options().connection())) {
      CreateCollectionReq.CollectionSchema schema = schema(calls);
      schema.getFieldSchemaList().removeIf(field -> field.getName().equals(DescriptorFields.WIDTH));
      schema.addField(
          AddFieldReq.builder().fieldName(DescriptorFields.WIDTH).dataType(DataType.Int32).build());
      String collection =
          new DescriptorCollections(calls, options()).target(MODEL.hash()).collection();
      create(calls, schema);
      assertThatThrownBy(() -> writer.apply(List.of(upsert("a", 0, 1, 0))))
          .hasMessageContaining("COLLECTION_MISMATCH")
          .hasMessageContaining("width of %s is Int32, but must be Int64".formatted(collection));
    }
  }

  @Test
  void shouldMakeTheVectorIndexThatACrashLeftOut() {
    try (MilvusCalls calls = new MilvusCalls(options().connection())) {
      create(calls, schema(calls));
      writer.apply(List.of(upsert("a", 0, 1, 0)));
      awaitCount(1);
    }
  }

  @Test
  @Order(Integer.MAX_VALUE)
  @ResourceLock(SERVER)
  void shouldFailInTimeWhileTheServerIsDeadAndHealWithTheSameClientAndAllRows() {
    writer.apply(List.of(upsert("a", 0, 1, 0)));
    awaitCount(1);
    IndexOptions crowd = Samples.options(milvus().address(), name + "crowd", DEADLINE);
    writeManyAtOnce(crowd);
    milvus().kill();
    long start = System.nanoTime();
    assertThatThrownBy(
            () ->
                search.search(
                    new SearchRequest(
                        new float[] {1, 0},
                        1,
                        Optional.empty(),
                        Consistency.BOUNDED,
                        Duration.ofSeconds(2))))
        .hasMessageContaining("INDEX_UNAVAILABLE");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE);
    start = System.nanoTime();
    assertThatThrownBy(() -> writer.apply(List.of(upsert("b", 1, 1, 0))))
        .hasMessageContaining("INDEX_UNAVAILABLE");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE.multipliedBy(2));
    milvus().restart();
    awaitIt(() -> writer.apply(List.of(upsert("b", 1, 1, 0))));
    awaitCount(2);
    awaitIt(() -> assertThat(search.search(request(5, null, 1, 0))).hasSize(2));
    try (MilvusIndexSearch all =
        new MilvusIndexSearch(crowd, MODEL.hash(), InstantSource.system())) {
      awaitIt(() -> assertThat(all.count()).isEqualTo(WRITERS * MANY));
    }
  }

  /** In many calls of several writers, so that they meet in the server. */
  private static void writeManyAtOnce(IndexOptions options) {
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      CompletableFuture.allOf(
              IntStream.range(0, WRITERS)
                  .mapToObj(
                      number ->
                          CompletableFuture.runAsync(
                              () -> writeMany(options, "w" + number), writers))
                  .toArray(CompletableFuture[]::new))
          .join();
    }
  }

  private static void writeMany(IndexOptions options, String prefix) {
    float[] vector = new float[64];
    vector[0] = 1;
    try (MilvusDescriptorWriter own = new MilvusDescriptorWriter(options)) {
      for (int row = 0; row < MANY; row += BATCH) {
        own.apply(
            IntStream.range(row, row + BATCH)
                .mapToObj(number -> upsert(prefix + "-" + number, number, vector))
                .toList());
      }
    }
  }

  /** More copies of one picture than the candidates of which the graph's links are chosen. */
  @Test
  void shouldFindPicturesBesideManyCopiesOfAnother() {
    Random random = new Random(3);
    List<float[]> others = Stream.generate(() -> place(random)).limit(OTHERS).toList();
    float[] copied = place(random);
    List<Change> changes = new ArrayList<>();
    for (int other = 0; other < OTHERS; other++) {
      changes.add(upsert("other" + other, changes.size(), others.get(other)));
      for (int copy = 0; copy < COPIES / OTHERS; copy++) {
        changes.add(upsert("copy" + changes.size(), changes.size(), copied));
      }
    }
    for (int from = 0; from < changes.size(); from += BATCH) {
      writer.apply(changes.subList(from, Math.min(from + BATCH, changes.size())));
    }
    awaitCount(OTHERS + COPIES);
    try (MilvusCalls calls = new MilvusCalls(options().connection())) {
      BuiltIndex.make(calls, MODEL.collection(name));
    }

    List<String> missed = new ArrayList<>();
    for (int other = 0; other < OTHERS; other++) {
      Match best = search.search(request(1, null, others.get(other))).getFirst();
      if (!best.row().id().value().equals("other" + other)) {
        missed.add("other" + other);
      }
    }
    assertThat(missed).hasSizeLessThanOrEqualTo(OTHERS / 20);
  }

  /** Descriptors lie near a surface of few dimensions. */
  private static float[] place(Random random) {
    Random axes = new Random(1);
    double[] place = new double[PLACE_DIMENSION];
    for (int axis = 0; axis < PLACE_AXES; axis++) {
      double along = random.nextGaussian();
      for (int i = 0; i < place.length; i++) {
        place[i] += along * axes.nextGaussian();
      }
    }
    float[] vector = new float[place.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (place[i] + random.nextGaussian() + axes.nextGaussian());
    }
    return vector;
  }

  private static float[] stored(long offset, float... vector) {
    return VectorJitter.add(vector, new RecordPosition(0, offset));
  }

  private IndexOptions options() {
    return Samples.options(milvus().address(), name, DEADLINE);
  }

  private MilvusIndexSearch search(ModelId model) {
    return new MilvusIndexSearch(options(), model.hash(), InstantSource.system());
  }

  private List<String> ids() {
    List<String> ids = new ArrayList<>();
    search.scan(row -> ids.add(row.id().value()));
    return ids;
  }

  private void awaitCount(long count) {
    awaitIt(() -> assertThat(search.count()).isEqualTo(count));
  }

  private static void awaitIt(org.awaitility.core.ThrowingRunnable assertion) {
    await()
        .atMost(Duration.ofSeconds(180))
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .untilAsserted(assertion);
  }

  private void refused(String code, Change... changes) {
    assertThatThrownBy(() -> writer.apply(List.of(changes)))
        .hasMessageContaining(code)
        .hasMessageContaining("bad");
  }

  private static void isSecond(Row row) {
    assertThat(row.source().offset()).isEqualTo(2);
    assertThat(Vectors.cosine(row.vector(), new float[] {0, 1})).isGreaterThan(0.9999f);
  }
}
