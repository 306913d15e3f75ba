package io.ciderstream.trials.baseline;

import com.google.gson.JsonObject;
import io.ciderstream.index.Change;
import io.ciderstream.index.Row;
import io.ciderstream.index.descriptor.MilvusDescriptorWriter;
import io.ciderstream.index.settings.IndexOptions;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.IndexBuildState;
import io.milvus.v2.service.index.request.DescribeIndexReq;
import io.milvus.v2.service.index.response.DescribeIndexResp;
import io.milvus.v2.service.utility.request.FlushReq;
import io.milvus.v2.service.vector.request.InsertReq;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Puts rows that are known to be new into a collection as fast as the SDK can, and waits for its
 * index. One thread at a time.
 */
public final class BulkRows implements AutoCloseable {
  private static final int BATCH = 1000;
  private static final int CLIENTS = 2;
  private static final Duration INDEX_TIMEOUT =
      Duration.ofHours(6); // a million rows on two busy cores
  private static final long POLL_NANOS = 500_000_000;

  private final IndexOptions options;
  private final MilvusClientV2 client;
  private String collection;

  /** Connects to the server of these options. */
  public BulkRows(IndexOptions options) {
    this.options = options;
    this.client =
        new MilvusClientV2(ConnectConfig.builder().uri(options.connection().uri()).build());
  }

  /**
   * Inserts rows; the first one makes the collection, as the sink does.
   *
   * @param rows gives the row of each number, on any thread
   */
  public void insert(int from, int to, IntFunction<Row> rows) {
    int next = from;
    if (collection == null) {
      Row first = rows.apply(from);
      collection = first.model().collection(options.name());
      try (MilvusDescriptorWriter writer = new MilvusDescriptorWriter(options)) {
        writer.apply(List.of(new Change.Upsert(first)));
      }
      next++;
    }
    int begin = next;
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      List<CompletableFuture<Void>> parts = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int part = i;
        parts.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int at = begin + part * BATCH; at < to; at += CLIENTS * BATCH) {
                    insertBatch(at, Math.min(to, at + BATCH), rows);
                  }
                },
                threads));
      }
      parts.forEach(CompletableFuture::join);
    }
  }

  private void insertBatch(int from, int to, IntFunction<Row> rows) {
    List<JsonObject> batch = new ArrayList<>();
    for (int number = from; number < to; number++) {
      batch.add(BareUpserts.json(rows.apply(number)));
    }
    client.insert(InsertReq.builder().collectionName(collection).data(batch).build());
  }

  /** Seals what was inserted and waits until all of it is indexed. */
  public void awaitIndexed() {
    client.flush(FlushReq.builder().collectionNames(List.of(collection)).build());
    long end = System.nanoTime() + INDEX_TIMEOUT.toNanos();
    int calm = 0;
    while (calm < 3) { // compaction makes new segments, which are indexed too
      calm = indexed() ? calm + 1 : 0;
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Milvus did not finish the index in time.");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private boolean indexed() {
    DescribeIndexResp index =
        client.describeIndex(
            DescribeIndexReq.builder().collectionName(collection).fieldName("vector").build());
    return index.getIndexDescriptions().stream()
        .allMatch(
            it -> it.getPendingIndexRows() == 0 && it.getIndexState() == IndexBuildState.Finished);
  }

  @Override
  public void close() {
    client.close();
  }
}
