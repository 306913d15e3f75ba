package io.ciderstream.index.descriptor;

import io.ciderstream.index.CollectionName;
import io.ciderstream.index.calls.MilvusCalls;
import io.ciderstream.index.calls.RefusedException;
import io.ciderstream.index.rows.Target;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ReservedIds;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.utility.request.DropAliasReq;
import io.milvus.v2.service.utility.request.FlushReq;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Administers an index: lists its models, serves another one after a rebuild, drops unused ones.
 * Safe for use by several threads. Every method throws {@link CiderException} INDEX_UNAVAILABLE if
 * Milvus cannot be reached in time or rejects the call.
 */
public final class MilvusIndexAdmin implements AutoCloseable {
  private final IndexOptions options;
  private final MilvusCalls calls;
  private final DescriptorCollections descriptors;

  /** Creates the administration of an index; it connects at the first call. */
  public MilvusIndexAdmin(IndexOptions options) {
    this.options = options;
    this.calls = new MilvusCalls(options.connection());
    this.descriptors = new DescriptorCollections(calls, options);
  }

  /** Returns the hashes of all models that have a collection. */
  public List<String> models() {
    return allowing(
        "list models", () -> descriptors.all().stream().map(MilvusIndexAdmin::hash).toList());
  }

  /** Returns the hash of the model whose collection the alias points to. */
  public Optional<String> served() {
    return allowing(
        "read the alias",
        () -> descriptors.aliasTarget(calls.deadline()).map(MilvusIndexAdmin::hash));
  }

  /** Returns the collection that the alias points to; empty if there is none. */
  public Optional<CollectionName> target() {
    return allowing(
        "read the alias",
        () ->
            descriptors
                .aliasTarget(calls.deadline())
                .flatMap(target -> CollectionName.of(target.collection())));
  }

  /** Returns all collections of descriptors on the server, of any index. */
  public List<CollectionName> collections() {
    return allowing(
        "list collections",
        () ->
            calls
                .call("list collections", client -> client.listCollections().getCollectionNames())
                .stream()
                .flatMap(name -> CollectionName.of(name).stream())
                .toList());
  }

  /**
   * Returns the number of rows in the collection that the alias points to, whatever its model, and
   * without reserved ones; 0 if there is none. What was written in the last seconds may be missing.
   */
  public long rows() {
    return allowing(
        "count",
        () ->
            descriptors.aliasTarget(calls.deadline()).map(in -> rows(in.collection())).orElse(0L));
  }

  private long rows(String collection) {
    ConsistencyLevel bounded = ConsistencyLevel.BOUNDED;
    String reserved = DescriptorFilters.idIn(ReservedIds.CANARIES);
    long all = RowCount.of(calls, collection, bounded);
    return Math.max(0, all - RowCount.of(calls, collection, reserved, bounded));
  }

  /**
   * Points the alias to this model's collection; searchers of another model then fail with
   * MODEL_MISMATCH.
   *
   * @throws CiderException MODEL_MISMATCH if the model has no collection
   */
  public void serve(String modelHash) {
    serve(new CollectionName(options.name(), modelHash));
  }

  /**
   * Points the alias to this collection in one step.
   *
   * @throws CiderException MODEL_MISMATCH if it does not exist
   */
  public void serve(CollectionName name) {
    Target collection = new Target("", name.collection());
    allowing(
        "serve " + collection,
        () -> {
          if (!descriptors.admin().exists(collection, calls.deadline())) {
            throw new CiderException(
                ErrorCode.MODEL_MISMATCH, "There is no collection %s.".formatted(collection));
          }
          if (!descriptors.ensureAlias(collection).equals(collection)) {
            descriptors.pointAlias(collection);
          }
          return true;
        });
  }

  /** Seals the written rows, which makes searches faster after a bulk load. */
  public void flush(String modelHash) {
    flush(new CollectionName(options.name(), modelHash));
  }

  /** Seals the written rows of a collection. */
  public void flush(CollectionName name) {
    FlushReq request = FlushReq.builder().collectionNames(List.of(name.collection())).build();
    allowing(
        "flush",
        () ->
            calls.call(
                "flush",
                client -> {
                  client.flush(request);
                  return true;
                }));
  }

  /**
   * Drops a model's collection with all its rows.
   *
   * @throws CiderException SETTING_INVALID if the alias points to it
   */
  public void drop(String modelHash) {
    drop(new CollectionName(options.name(), modelHash));
  }

  /**
   * Drops a collection with all its rows, and the alias of its index if that points to it.
   *
   * @throws CiderException SETTING_INVALID if the alias of this index points to it
   */
  public void drop(CollectionName name) {
    String collection = name.collection();
    if (target().filter(name::equals).isPresent()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "The alias %s points to %s. Serve another model first."
              .formatted(options.name(), collection));
    }
    allowing(
        "drop",
        () -> {
          if (!name.index().equals(options.name())) {
            dropAlias(name);
          }
          DropCollectionReq request =
              DropCollectionReq.builder().collectionName(collection).build();
          return calls.call(
              "drop " + collection,
              client -> {
                client.dropCollection(request);
                return true;
              });
        });
  }

  /** Some servers drop no collection that an alias points to. */
  private void dropAlias(CollectionName name) {
    DescriptorCollections own = new DescriptorCollections(calls, options.withName(name.index()));
    Optional<Target> target = own.aliasTarget(calls.deadline());
    if (target.filter(found -> found.collection().equals(name.collection())).isPresent()) {
      DropAliasReq request = DropAliasReq.builder().alias(name.index()).build();
      calls.call(
          "drop the alias " + name.index(),
          client -> {
            client.dropAlias(request);
            return true;
          });
    }
  }

  @Override
  public void close() {
    calls.close();
  }

  private static String hash(Target target) {
    String collection = target.collection();
    return collection.substring(collection.lastIndexOf('_') + 1);
  }

  private <T> T allowing(String what, Supplier<T> action) {
    try {
      return action.get();
    } catch (RefusedException e) {
      throw calls.unavailable(what, e.getMessage(), e);
    }
  }
}
