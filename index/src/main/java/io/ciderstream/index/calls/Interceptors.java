package io.ciderstream.index.calls;

import io.milvus.grpc.MilvusServiceGrpc.MilvusServiceBlockingStub;
import io.milvus.v2.client.MilvusClientV2;
import java.lang.reflect.Field;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts this package's gRPC interceptors into a client. The SDK offers no way to add one. */
public final class Interceptors {
  private static final Logger LOG = LoggerFactory.getLogger(Interceptors.class);

  private Interceptors() {}

  /** All further calls of this client go through {@link StatusRepair} and {@link PermitCheck}. */
  public static void install(MilvusClientV2 client) {
    try {
      Field stub = MilvusClientV2.class.getDeclaredField("blockingStub");
      stub.setAccessible(true);
      client.setBlockingStub(
          ((MilvusServiceBlockingStub) stub.get(client))
              .withInterceptors(new PermitCheck(), new StatusRepair()));
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.warn(
          "This release of the Milvus SDK takes no interceptors ({}). The reasons of refusals by"
              + " Milvus Lite are not shown, and the write lease is checked before a request is"
              + " built, not right before it is sent.",
          e.toString());
    }
  }
}
