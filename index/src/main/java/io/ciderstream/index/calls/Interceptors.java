package io.ciderstream.index.calls;

import io.milvus.grpc.MilvusServiceGrpc.MilvusServiceBlockingStub;
import io.milvus.v2.client.MilvusClientV2;
import java.lang.reflect.Field;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Installs this package's gRPC interceptors in a client, for which the SDK has no method. */
final class Interceptors {
  private static final Logger LOG = LoggerFactory.getLogger(Interceptors.class);

  private Interceptors() {}

  /** Adds {@link StatusRepair} and {@link PermitCheck} to all further calls of this client. */
  static void install(MilvusClientV2 client) {
    try {
      Field stub = MilvusClientV2.class.getDeclaredField("blockingStub");
      stub.setAccessible(true);
      client.setBlockingStub(
          ((MilvusServiceBlockingStub) stub.get(client))
              .withInterceptors(new PermitCheck(), new StatusRepair()));
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.warn(
          "this release of the Milvus SDK accepts no interceptors ({}): error messages of Milvus Lite"
              + " are lost, and the write lease is checked before a request is built, not right"
              + " before it is sent",
          e.toString());
    }
  }
}
