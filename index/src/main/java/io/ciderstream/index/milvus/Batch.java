package io.ciderstream.index.milvus;

import io.ciderstream.index.Change;
import io.ciderstream.index.Row;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.MetadataLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One call's worth of changes, at most one to an id.
 *
 * @param upserts rows by collection
 * @param deletes deletions
 * @param refused changes that cannot be encoded, by identity
 * @param bytes its size, about
 */
record Batch(
    Map<String, List<EncodedRow>> upserts,
    List<Change.Delete> deletes,
    Map<Change, CiderException> refused,
    long bytes) {
  private static final int OVERHEAD = 256;
  private static final int BOX_BYTES = 100;

  /** The last change to each id, in the order of these last changes. */
  static Collection<Change> lastOfEach(List<Change> changes) {
    Map<String, Change> last = new LinkedHashMap<>();
    for (Change change : changes) {
      last.remove(change.id());
      last.put(change.id(), change);
    }
    return last.values();
  }

  /** Cuts changes into calls, by rows and by bytes. */
  static List<List<Change>> cut(Collection<Change> changes, IndexOptions options) {
    List<List<Change>> batches = new ArrayList<>();
    List<Change> batch = new ArrayList<>();
    long bytes = 0;
    for (Change change : changes) {
      long size = bytes(change);
      if (!batch.isEmpty()
          && (batch.size() == options.batch().rows() || bytes + size > options.batch().bytes())) {
        batches.add(batch);
        batch = new ArrayList<>();
        bytes = 0;
      }
      batch.add(change);
      bytes += size;
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  /** Turns one call's worth of changes into JSON, but for those that it refuses. */
  static Batch of(List<Change> changes, Catalog catalog) {
    Map<String, List<EncodedRow>> upserts = new LinkedHashMap<>();
    List<Change.Delete> deletes = new ArrayList<>();
    Map<Change, CiderException> refused = new IdentityHashMap<>();
    long bytes = 0;
    for (Change change : changes) {
      bytes += bytes(change);
      switch (change) {
        case Change.Upsert upsert -> {
          try {
            String collection = catalog.collection(upsert.row().model().hash());
            EncodedRow row = new EncodedRow(upsert, RowJson.write(upsert.row()));
            upserts.computeIfAbsent(collection, name -> new ArrayList<>()).add(row);
          } catch (CiderException e) {
            refused.put(change, e);
          } catch (RuntimeException e) {
            refused.put(change, unexpected(change, e));
          }
        }
        case Change.Delete delete -> deletes.add(delete);
      }
    }
    return new Batch(upserts, deletes, refused, bytes);
  }

  private static CiderException unexpected(Change change, RuntimeException cause) {
    return new CiderException(
        ErrorCode.UNEXPECTED, "The row of %s: %s.".formatted(change.id(), cause), cause);
  }

  private static long bytes(Change change) {
    return switch (change) {
      case Change.Upsert(Row row) ->
          OVERHEAD
              + (long) Float.BYTES * row.vector().length
              + (long) BOX_BYTES * row.boxes().size()
              + MetadataLimits.jsonBytes(row.metadata());
      case Change.Delete delete -> 3L * delete.id().length();
    };
  }
}
