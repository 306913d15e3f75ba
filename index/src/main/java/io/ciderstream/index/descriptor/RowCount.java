package io.ciderstream.index.descriptor;

import io.ciderstream.index.calls.MilvusCalls;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.vector.request.QueryReq;
import java.util.List;

/** Counts the rows of a collection. Any thread. */
public final class RowCount {
  private static final String COUNT = "count(*)";

  private RowCount() {}

  /**
   * Returns the number of rows.
   *
   * @throws io.ciderstream.index.calls.RefusedException if the server rejects the call
   */
  public static long of(MilvusCalls calls, String collection, ConsistencyLevel consistency) {
    return of(calls, collection, "", consistency);
  }

  /** Returns the number of rows that pass a filter. */
  static long of(
      MilvusCalls calls, String collection, String filter, ConsistencyLevel consistency) {
    QueryReq query =
        QueryReq.builder()
            .collectionName(collection)
            .filter(filter)
            .outputFields(List.of(COUNT))
            .consistencyLevel(consistency)
            .build();
    return calls.call(
        "count",
        client -> (Long) client.query(query).getQueryResults().get(0).getEntity().get(COUNT));
  }
}
