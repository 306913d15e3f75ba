package io.ciderstream.index.milvus;

import io.ciderstream.index.Change;
import io.ciderstream.index.DescriptorWriter;
import io.ciderstream.index.RequestObserver;
import io.ciderstream.index.Row;
import io.ciderstream.index.Vectors;
import io.ciderstream.index.WritePermit;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to Milvus, one thread at a time. Connects at the first call, and again after an outage. A
 * deletion goes to the collections of all models, so that a deleted image stays deleted whatever
 * the alias points to.
 */
public final class MilvusIndexWriter implements DescriptorWriter {
  /** What Milvus makes a vector field of. */
  private static final int MIN_DIMENSION = 2;

  private static final int MAX_DIMENSION = 32_768;

  private static final Logger LOG = LoggerFactory.getLogger(MilvusIndexWriter.class);

  private final IndexOptions options;
  private final MilvusCalls calls;
  private final Catalog catalog;
  private final BatchRequests requests;
  private final RequestObserver observer;
  private final OneAhead ahead = new OneAhead();
  private final Map<String, Integer> dimensions = new HashMap<>();
  private int outagesSeen;
  private boolean warned;

  /** A writer that always may write, with neither guard nor observer. */
  public MilvusIndexWriter(IndexOptions options) {
    this(options, RequestObserver.NONE, WritePermit.ALWAYS, false);
  }

  /**
   * @param observer told of each batch
   * @param permit asked before each call that changes rows
   * @param guarded whether a change that is older than what the index holds changes nothing
   */
  public MilvusIndexWriter(
      IndexOptions options, RequestObserver observer, WritePermit permit, boolean guarded) {
    this.options = options;
    this.observer = observer;
    this.calls = new MilvusCalls(options.connection(), permit);
    this.catalog = new Catalog(calls, options);
    this.requests =
        new BatchRequests(
            options.connection().uri(),
            calls,
            catalog,
            guarded ? Optional.of(new PositionGuard(calls)) : Optional.empty());
  }

  @Override
  public Map<Change, CiderException> write(List<Change> changes) {
    Map<Change, CiderException> refused = Collections.synchronizedMap(new IdentityHashMap<>());
    try {
      List<Change> valid = new ArrayList<>(changes.size());
      for (Change change : Batch.lastOfEach(changes)) {
        if (isValid(change, refused)) {
          valid.add(change);
        }
      }
      write(Batch.cut(valid, options), refused);
    } catch (RefusedException e) {
      // no row was to blame: what is left passes, such as a server that still recovers
      dimensions.clear();
      throw Failures.unavailable(options.connection().uri(), "write", e.getMessage(), e);
    }
    return refused;
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
      throw Failures.unavailable(options.connection().uri(), "reach Milvus", e.getMessage(), e);
    }
  }

  @Override
  public void released() {
    requests.released();
  }

  @Override
  public void close() {
    ahead.close();
    calls.close();
  }

  private boolean isValid(Change change, Map<Change, CiderException> refused) {
    try {
      switch (change) {
        case Change.Delete delete -> new ImageId(delete.id());
        case Change.Upsert(Row row) -> check(row);
      }
      return true;
    } catch (CiderException e) {
      switch (e.code().kind()) {
        case INPUT, RECORD -> refused.put(change, e);
        case DEPENDENCY, CONFIGURATION -> throw e;
      }
      return false;
    }
  }

  private void check(Row row) {
    int length = row.vector().length;
    if (length < MIN_DIMENSION || length > MAX_DIMENSION) {
      throw new CiderException(
          ErrorCode.VECTOR_INVALID,
          "The vector of %s has dimension %d, but Milvus takes %d to %d."
              .formatted(row.id(), length, MIN_DIMENSION, MAX_DIMENSION));
    }
    String what = "The vector of " + row.id();
    // before a collection is made for it
    Vectors.checkFinite(what, row.vector());
    Vectors.checkDimension(what, row.vector(), dimension(row, length));
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
  private void write(List<List<Change>> batches, Map<Change, CiderException> refused) {
    try {
      for (List<Change> changes : batches) {
        Batch batch = Batch.of(changes, catalog);
        ahead.send(() -> refused.putAll(write(batch)));
      }
    } catch (RuntimeException e) {
      throw awaitAfter(e);
    }
    ahead.await();
  }

  /** A request may be on its way still. If it fails too, that counts. */
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

  private Map<Change, CiderException> write(Batch batch) {
    long start = System.nanoTime();
    Map<Change, CiderException> refused = requests.send(batch);
    int upserts = 0;
    int deletes = 0;
    for (List<EncodedRow> rows : batch.upserts().values()) {
      upserts += (int) rows.stream().filter(row -> !refused.containsKey(row.change())).count();
    }
    for (Change delete : batch.deletes()) {
      deletes += refused.containsKey(delete) ? 0 : 1;
    }
    observer.acknowledged(
        upserts, deletes, batch.bytes(), Duration.ofNanos(System.nanoTime() - start));
    return refused;
  }
}
