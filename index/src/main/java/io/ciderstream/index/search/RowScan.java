package io.ciderstream.index.search;

import io.ciderstream.index.calls.MilvusCalls;
import io.ciderstream.index.calls.RefusedException;
import io.ciderstream.index.settings.IndexConnection;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.vector.request.QueryReq;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the rows of a collection in ranges of a field that numbers them, to compare a collection
 * with what was written. One thread.
 */
public final class RowScan implements AutoCloseable {
  private static final long RANGE = 4096;

  private final MilvusCalls calls;
  private final String collection;
  private final String number;
  private final String vector;

  /** Receives each row. */
  public interface Reader {
    /** Receives a row. */
    void row(String key, long number, float[] vector);
  }

  /**
   * Creates a scan; it connects at the first call.
   *
   * @param number an Int64 field whose values are unique
   * @param vector a FloatVector field
   */
  public RowScan(IndexConnection connection, String collection, String number, String vector) {
    this.calls = new MilvusCalls(connection);
    this.collection = collection;
    this.number = number;
    this.vector = vector;
  }

  /**
   * Reads the rows whose number is below the end. A row that Milvus 2.3 returns twice is passed on
   * once.
   *
   * @throws io.ciderstream.schemas.CiderException INDEX_UNAVAILABLE
   */
  public void scan(long end, Reader reader) {
    for (long from = 0; from < end; from += RANGE) {
      Set<String> seen = new HashSet<>();
      for (Map<String, Object> row : read(from, Math.min(end, from + RANGE))) {
        String key = String.valueOf(row.get("id"));
        long numbered = ((Number) row.get(number)).longValue();
        if (seen.add(numbered + " " + key)) {
          reader.row(key, numbered, floats((List<?>) row.get(vector)));
        }
      }
    }
  }

  private List<Map<String, Object>> read(long from, long to) {
    QueryReq query =
        QueryReq.builder()
            .collectionName(collection)
            .filter("%s >= %d and %s < %d".formatted(number, from, number, to))
            .outputFields(List.of("id", number, vector))
            .consistencyLevel(ConsistencyLevel.STRONG)
            .build();
    try {
      return calls
          .call("read " + collection, client -> client.query(query))
          .getQueryResults()
          .stream()
          .map(result -> result.getEntity())
          .toList();
    } catch (RefusedException e) {
      throw calls.unavailable("read " + collection, e.getMessage(), e);
    }
  }

  private static float[] floats(List<?> numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = ((Number) numbers.get(i)).floatValue();
    }
    return floats;
  }

  @Override
  public void close() {
    calls.close();
  }
}
