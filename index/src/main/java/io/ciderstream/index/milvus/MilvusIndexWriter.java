package io.ciderstream.index.milvus;

import com.google.gson.JsonObject;
import io.ciderstream.index.Change;
import io.ciderstream.index.DescriptorWriter;
import io.ciderstream.index.IndexConnection;
import io.ciderstream.index.IndexOptions;
import io.ciderstream.index.RequestObserver;
import io.ciderstream.index.Row;
import io.ciderstream.index.Vectors;
import io.ciderstream.schemas.ImageId;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.UpsertReq;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to Milvus, one thread at a time. Connects at the first call, and again after an outage. A
 * deletion goes to the collections of all models, so that a deleted image stays deleted whatever
 * the alias points to.
 */
public final class MilvusIndexWriter implements DescriptorWriter {
  /**
   * Named, though there is no other: Milvus 2.3 lets deleted rows come back where a deletion names
   * none (milvus-io/milvus, pull request 31585).
   */
  private static final String ONLY_PARTITION = "_default";

  private static final Logger LOG = LoggerFactory.getLogger(MilvusIndexWriter.class);

  private final IndexOptions options;
  private final MilvusCalls calls;
  private final Catalog catalog;
  private final RequestObserver observer;
  private final OneAhead ahead = new OneAhead();
  private final Map<String, Integer> dimensions = new HashMap<>();
  private int outagesSeen;
  private boolean warned;

  public MilvusIndexWriter(IndexOptions options) {
    this(options, options.connection(), RequestObserver.NONE);
  }

  /**
   * As above.
   *
   * @param connection may say more than the options, such as mutual TLS
   * @param observer told of each batch
   */
  public MilvusIndexWriter(
      IndexOptions options, IndexConnection connection, RequestObserver observer) {
    this.options = options;
    this.observer = observer;
    this.calls = new MilvusCalls(connection);
    this.catalog = new Catalog(calls, options);
  }

  @Override
  public void apply(List<Change> changes) {
    try {
      Collection<Change> last = Batch.lastOfEach(changes);
      check(last);
      write(Batch.cut(last, options));
    } catch (RefusedException e) {
      // every row was checked before: what is left passes, such as a server that still recovers
      dimensions.clear();
      throw Failures.unavailable(options.uri(), "write", e.getMessage(), e);
    }
  }

  @Override
  public long unanswered() {
    return calls.unanswered();
  }

  @Override
  public void probe() {
    try {
      calls.probe();
    } catch (RefusedException e) {
      throw Failures.unavailable(options.uri(), "reach Milvus", e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    ahead.close();
    calls.close();
  }

  private void check(Collection<Change> changes) {
    for (Change change : changes) {
      switch (change) {
        case Change.Delete(String id) -> new ImageId(id);
        case Change.Upsert(Row row) -> {
          int length = row.vector().length;
          Vectors.check("The vector of " + row.id(), row.vector(), dimension(row, length));
        }
      }
    }
  }

  private int dimension(Row row, int length) {
    if (outagesSeen != calls.outages()) {
      outagesSeen = calls.outages();
      dimensions.clear();
    }
    String collection = catalog.collection(row.model().hash());
    Integer known = dimensions.get(collection);
    if (known == null) {
      known = catalog.ensure(collection, length);
      warnOnce(catalog.ensureAlias(collection), collection);
      dimensions.put(collection, known);
    }
    return known;
  }

  private void warnOnce(String target, String collection) {
    if (!warned && !target.equals(collection)) {
      warned = true;
      LOG.warn(
          "Descriptors go to {}, but the alias {} points to {} and is left alone: searches will not"
              + " see them until it is moved.",
          collection,
          options.name(),
          target);
    }
  }

  /** While one batch is on its way, the next is turned into JSON. */
  private void write(List<List<Change>> batches) {
    try {
      for (List<Change> changes : batches) {
        Batch batch = Batch.of(changes, catalog);
        ahead.send(() -> write(batch));
      }
    } catch (RuntimeException e) {
      throw awaitAfter(e);
    }
    ahead.await();
  }

  /**
   * A request may be on its way still. If it fails too, that counts: a bad row may be isolated by
   * writing the others, but not where the server is out of reach.
   */
  private RuntimeException awaitAfter(RuntimeException first) {
    try {
      ahead.await();
      return first;
    } catch (RuntimeException second) {
      if (second != first) {
        second.addSuppressed(first);
      }
      return second;
    }
  }

  private void write(Batch batch) {
    long start = System.nanoTime();
    batch.upserts().forEach(this::upsert);
    if (!batch.deletes().isEmpty()) {
      String filter = Filters.idIn(batch.deletes());
      catalog.collections().forEach(collection -> delete(collection, filter));
    }
    observer.acknowledged(
        batch.upserts().values().stream().mapToInt(List::size).sum(),
        batch.deletes().size(),
        batch.bytes(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  private void upsert(String collection, List<JsonObject> rows) {
    UpsertReq request = UpsertReq.builder().collectionName(collection).data(rows).build();
    calls.write(
        "upsert %d rows to %s".formatted(rows.size(), collection),
        client -> client.upsert(request));
  }

  private void delete(String collection, String filter) {
    DeleteReq request =
        DeleteReq.builder()
            .collectionName(collection)
            .partitionName(ONLY_PARTITION)
            .filter(filter)
            .build();
    calls.write("delete from " + collection, client -> client.delete(request));
  }
}
