package io.ciderstream.index.descriptor;

import static org.awaitility.Awaitility.await;

import io.ciderstream.index.calls.MilvusCalls;
import io.milvus.v2.service.index.request.DescribeIndexReq;
import io.milvus.v2.service.index.response.DescribeIndexResp;
import io.milvus.v2.service.utility.request.FlushReq;
import java.time.Duration;
import java.util.List;

/** Makes Milvus index what it has, which it does by itself once there are more rows. */
final class BuiltIndex {
  private BuiltIndex() {}

  /** Seals a collection's rows and waits until all of them are indexed. */
  static void make(MilvusCalls calls, String collection) {
    calls.call(
        "flush",
        client -> {
          client.flush(FlushReq.builder().collectionNames(List.of(collection)).build());
          return true;
        });
    await()
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> isBuilt(calls, collection));
  }

  private static boolean isBuilt(MilvusCalls calls, String collection) {
    DescribeIndexResp found =
        calls.call(
            "describe the index",
            client ->
                client.describeIndex(
                    DescribeIndexReq.builder()
                        .collectionName(collection)
                        .fieldName(DescriptorFields.VECTOR)
                        .build()));
    return found.getIndexDescriptions().stream()
        .allMatch(
            index -> index.getTotalRows() > 0 && index.getIndexedRows() >= index.getTotalRows());
  }
}
