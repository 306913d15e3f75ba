package io.ciderstream.index.milvus;

import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.utility.request.FlushReq;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an operator does to an index: look at its models, serve another one after a rebuild, drop
 * what is served no more. Safe for use by several threads. Every method throws {@link
 * CiderException} INDEX_UNAVAILABLE if Milvus cannot be reached in time or refuses.
 */
public final class MilvusIndexAdmin implements AutoCloseable {
  private final IndexOptions options;
  private final MilvusCalls calls;
  private final Catalog catalog;

  public MilvusIndexAdmin(IndexOptions options) {
    this.options = options;
    this.calls = new MilvusCalls(options.connection());
    this.catalog = new Catalog(calls, options);
  }

  /** The hashes of all models that have a collection. */
  public List<String> models() {
    return allowing("list models", () -> catalog.collections().stream().map(this::hash).toList());
  }

  /** The hash of the model whose collection the alias points to. */
  public Optional<String> served() {
    return allowing(
        "read the alias",
        () -> catalog.aliasTarget(options.connection().deadline()).map(this::hash));
  }

  /**
   * Points the alias to this model's collection; searchers of another model then fail with
   * MODEL_MISMATCH.
   *
   * @throws CiderException MODEL_MISMATCH if the model has no collection
   */
  public void serve(String modelHash) {
    String collection = catalog.collection(modelHash);
    allowing(
        "serve " + collection,
        () -> {
          if (!catalog.has(collection, options.connection().deadline())) {
            throw new CiderException(
                ErrorCode.MODEL_MISMATCH, "There is no collection %s.".formatted(collection));
          }
          if (!catalog.ensureAlias(collection).equals(collection)) {
            catalog.pointAlias(collection);
          }
          return true;
        });
  }

  /** Seals what was written, which makes searches faster after a bulk load. */
  public void flush(String modelHash) {
    FlushReq request =
        FlushReq.builder().collectionNames(List.of(catalog.collection(modelHash))).build();
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
    DropCollectionReq request =
        DropCollectionReq.builder().collectionName(catalog.collection(modelHash)).build();
    if (served().filter(modelHash::equals).isPresent()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "The alias %s points to %s: serve another model first."
              .formatted(options.name(), catalog.collection(modelHash)));
    }
    allowing(
        "drop",
        () ->
            calls.call(
                "drop " + catalog.collection(modelHash),
                client -> {
                  client.dropCollection(request);
                  return true;
                }));
  }

  @Override
  public void close() {
    calls.close();
  }

  private String hash(String collection) {
    return collection.substring(collection.lastIndexOf('_') + 1);
  }

  private <T> T allowing(String what, Supplier<T> action) {
    try {
      return action.get();
    } catch (RefusedException e) {
      throw Failures.unavailable(options.connection().uri(), what, e.getMessage(), e);
    }
  }
}
