package io.ciderstream.trials.baseline;

import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.service.vector.request.DeleteReq;
import java.util.List;
import java.util.stream.Collectors;

/** Deletes rows in Milvus, past the system. */
public final class RowDeletion {
  private static final String ALIAS = "images";

  private RowDeletion() {}

  /** Deletes the rows of ids without characters that a filter would have to escape. */
  public static void delete(String uri, List<String> ids) {
    MilvusClientV2 client = new MilvusClientV2(ConnectConfig.builder().uri(uri).build());
    try {
      client.delete(
          DeleteReq.builder()
              .collectionName(ALIAS)
              .filter(
                  ids.stream()
                      .map("\"%s\""::formatted)
                      .collect(Collectors.joining(", ", "id in [", "]")))
              .build());
    } finally {
      client.close();
    }
  }
}
