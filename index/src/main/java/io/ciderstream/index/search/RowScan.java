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
 * Reads the rows of a collection, in pieces of a field that numbers them. For trials that compare a
 * collection with what was written. One thread.
 */
public final class RowScan implements AutoCloseable {
  private static final long PIECE = 4096;

  private final MilvusCalls calls;
  private final String collection;
  private final String number;
  private final String vector;

  /** Told of each row. */
  public interface Reader {
    /** One row. */
    void row(String key, long number, float[] vector);
  }

  /**
   * @param number an Int64 field in which no two rows are alike
   * @param vector a FloatVector field
   */
  public RowScan(IndexConnection connection, String collection, String number, String vector) {
    this.calls = new MilvusCalls(connection);
    this.collection = collection;
    this.number = number;
    this.vector = vector;
  }

  /**
   * Reads the rows whose number is below the end. A row that Milvus 2.3 shows twice is given once.
   *
   * @throws io.ciderstream.schemas.CiderException INDEX_UNAVAILABLE
   */
  public void scan(long end, Reader reader) {
    for (long from = 0; from < end; from += PIECE) {
      Set<String> seen = new HashSet<>();
      for (Map<String, Object> row : read(from, Math.min(end, from + PIECE))) {
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
