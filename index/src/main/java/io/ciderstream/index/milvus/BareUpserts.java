package io.ciderstream.index.milvus;

import com.google.gson.JsonObject;
import io.ciderstream.index.IndexOptions;
import io.ciderstream.index.Row;
import io.milvus.v2.service.vector.request.UpsertReq;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * How many rows a second the SDK upserts when nothing else is done: the yardstick of a sink. Makes
 * the collection of the rows' model as a sink would.
 */
public final class BareUpserts implements AutoCloseable {
  private final IndexOptions options;
  private final MilvusCalls calls;
  private final Catalog catalog;

  public BareUpserts(IndexOptions options) {
    this.options = options;
    this.calls = new MilvusCalls(options.connection());
    this.catalog = new Catalog(calls, options);
  }

  /** Makes the collection. */
  public void prepare(Row sample) {
    String collection = catalog.collection(sample.model().hash());
    catalog.ensure(collection, sample.vector().length);
    catalog.ensureAlias(collection);
  }

  /**
   * Upserts rows in batches of the options, one call after the other, as the SDK's examples do:
   * each row is turned into JSON just before its call.
   *
   * @param rows gives the row of each number from 0
   * @return seconds
   */
  public double run(int count, IntFunction<Row> rows) {
    long start = System.nanoTime();
    List<JsonObject> batch = new ArrayList<>();
    String collection = catalog.collection(rows.apply(0).model().hash());
    for (int i = 0; i < count; i++) {
      batch.add(RowJson.write(rows.apply(i)));
      if (batch.size() == options.batchRows() || i == count - 1) {
        UpsertReq request = UpsertReq.builder().collectionName(collection).data(batch).build();
        calls.call("upsert", client -> client.upsert(request));
        batch = new ArrayList<>();
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public void close() {
    calls.close();
  }
}
