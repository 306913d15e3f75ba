package io.ciderstream.index.milvus;

import io.ciderstream.index.ModelId;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.collection.request.GetLoadStateReq;
import io.milvus.v2.service.collection.request.HasCollectionReq;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import io.milvus.v2.service.index.request.CreateIndexReq;
import io.milvus.v2.service.index.request.ListIndexesReq;
import io.milvus.v2.service.utility.request.AlterAliasReq;
import io.milvus.v2.service.utility.request.CreateAliasReq;
import io.milvus.v2.service.utility.request.DescribeAliasReq;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** The collections of one index and its alias. */
final class Catalog {
  private static final Pattern HASH = Pattern.compile("[0-9A-Za-z]{1,32}");

  private static final Duration POLL = Duration.ofMillis(50);

  private final MilvusCalls calls;
  private final IndexOptions options;

  Catalog(MilvusCalls calls, IndexOptions options) {
    this.calls = calls;
    this.options = options;
  }

  /** The name of a model's collection; the hash becomes a part of it. */
  String collection(String modelHash) {
    if (!HASH.matcher(modelHash).matches()) {
      throw new CiderException(
          ErrorCode.METADATA_INVALID,
          "The model hash is \"%s\", not 1 to 32 letters and digits.".formatted(modelHash));
    }
    return new ModelId("", modelHash).collection(options.name());
  }

  /** The collections of all models. */
  List<String> collections() {
    return calls
        .call("list collections", client -> client.listCollections().getCollectionNames())
        .stream()
        .filter(name -> name.startsWith(prefix()))
        .filter(name -> HASH.matcher(name.substring(prefix().length())).matches())
        .toList();
  }

  boolean has(String collectionOrAlias, Duration limit) {
    return calls.call(
        "look for " + collectionOrAlias,
        limit,
        client ->
            client.hasCollection(
                HasCollectionReq.builder().collectionName(collectionOrAlias).build()));
  }

  /** The collection the alias points to, if there are both. */
  Optional<String> aliasTarget(Duration limit) {
    if (!has(options.name(), limit)) {
      return Optional.empty();
    }
    return Optional.of(
        calls.call(
            "read the alias " + options.name(),
            limit,
            client ->
                client
                    .describeAlias(DescribeAliasReq.builder().alias(options.name()).build())
                    .getCollectionName()));
  }

  /** Checks the fields of a collection and tells the dimension of its vectors. */
  int dimension(String collection, Duration limit) {
    return calls.call(
        "describe " + collection,
        limit,
        client ->
            Fields.check(
                collection,
                client
                    .describeCollection(
                        DescribeCollectionReq.builder().collectionName(collection).build())
                    .getCollectionSchema()));
  }

  /** Asks Milvus to keep the collection ready for searches, and does not wait for it. */
  void load(String collection, Duration limit) {
    calls.call(
        "load " + collection,
        limit,
        client -> {
          client.loadCollection(
              LoadCollectionReq.builder().collectionName(collection).sync(false).build());
          return null;
        });
  }

  /** Waits until Milvus says that the collection is loaded, or the deadline passes. */
  void awaitLoaded(String collection, Deadline deadline) {
    GetLoadStateReq request = GetLoadStateReq.builder().collectionName(collection).build();
    while (!calls.call(
        "wait until %s is loaded".formatted(collection),
        deadline.left(),
        client -> client.getLoadState(request))) {
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /** Makes what is missing of the collection, its vector index and the alias; loads it. */
  int ensure(String collection, int dimension) {
    Duration limit = options.connection().deadline();
    if (!has(collection, limit)) {
      create(collection, dimension);
    }
    int actual = dimension(collection, limit);
    ensureIndex(collection);
    load(collection, limit);
    return actual;
  }

  /** Points the alias to this collection if it is missing; tells where it points in the end. */
  String ensureAlias(String collection) {
    Optional<String> target = aliasTarget(options.connection().deadline());
    if (target.isPresent()) {
      return target.get();
    }
    try {
      calls.call("make the alias " + options.name(), client -> createAlias(client, collection));
    } catch (RefusedException e) {
      pointAlias(collection);
    }
    return collection;
  }

  /** Points an alias that exists, if only to nowhere, to this collection. */
  void pointAlias(String collection) {
    calls.call(
        "point the alias %s to %s".formatted(options.name(), collection),
        client -> {
          client.alterAlias(
              AlterAliasReq.builder().alias(options.name()).collectionName(collection).build());
          return null;
        });
  }

  private Void createAlias(MilvusClientV2 client, String collection) {
    client.createAlias(
        CreateAliasReq.builder().alias(options.name()).collectionName(collection).build());
    return null;
  }

  private void create(String collection, int dimension) {
    CreateCollectionReq request =
        CreateCollectionReq.builder()
            .collectionName(collection)
            .collectionSchema(Fields.schema(dimension))
            .enableDynamicField(false)
            .consistencyLevel(ConsistencyLevel.BOUNDED)
            .indexParam(VectorIndexes.building(options.vectorIndex()))
            .build();
    try {
      calls.call(
          "create " + collection,
          client -> {
            client.createCollection(request);
            return null;
          });
    } catch (RefusedException e) {
      // another task may have been quicker
      if (!has(collection, options.connection().deadline())) {
        throw e;
      }
    }
  }

  /** A crash between a collection and its index leaves a collection that cannot be loaded. */
  private void ensureIndex(String collection) {
    if (hasIndex(collection)) {
      return;
    }
    calls.call(
        "index " + collection,
        client -> {
          client.createIndex(
              CreateIndexReq.builder()
                  .collectionName(collection)
                  .indexParams(List.of(VectorIndexes.building(options.vectorIndex())))
                  .sync(false)
                  .build());
          return null;
        });
  }

  private boolean hasIndex(String collection) {
    try {
      return !calls
          .call(
              "list indexes of " + collection,
              client ->
                  client.listIndexes(
                      ListIndexesReq.builder()
                          .collectionName(collection)
                          .fieldName(Fields.VECTOR)
                          .build()))
          .isEmpty();
    } catch (RefusedException e) {
      return false;
    }
  }

  private String prefix() {
    return new ModelId("", "").collection(options.name());
  }
}
