package io.ciderstream.index.milvus;

import com.google.gson.JsonObject;
import io.ciderstream.index.Change;
import io.ciderstream.index.IndexOptions;
import io.ciderstream.index.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One call's worth of changes, at most one to an id.
 *
 * @param upserts rows by collection
 * @param deletes ids
 * @param bytes its size, about
 */
record Batch(Map<String, List<JsonObject>> upserts, List<String> deletes, long bytes) {
  private static final int OVERHEAD = 256;

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
          && (batch.size() == options.batchRows() || bytes + size > options.batchBytes())) {
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

  /** Turns one call's worth of changes into JSON, and refuses a bad one. */
  static Batch of(List<Change> changes, Catalog catalog) {
    Map<String, List<JsonObject>> upserts = new LinkedHashMap<>();
    List<String> deletes = new ArrayList<>();
    long bytes = 0;
    for (Change change : changes) {
      bytes += bytes(change);
      switch (change) {
        case Change.Upsert(Row row) ->
            upserts
                .computeIfAbsent(catalog.collection(row.model().hash()), name -> new ArrayList<>())
                .add(RowJson.write(row));
        case Change.Delete(String id) -> deletes.add(id);
      }
    }
    return new Batch(upserts, deletes, bytes);
  }

  private static long bytes(Change change) {
    return switch (change) {
      case Change.Upsert(Row row) ->
          OVERHEAD
              + 4L * row.vector().length
              + 100L * row.boxes().size()
              + row.metadata().entrySet().stream()
                  .mapToLong(
                      entry -> 3L * (entry.getKey().length() + textLength(entry.getValue()) + 8))
                  .sum();
      case Change.Delete(String id) -> 3L * id.length();
    };
  }

  private static int textLength(Object value) {
    return value instanceof String text ? text.length() : 24;
  }
}
