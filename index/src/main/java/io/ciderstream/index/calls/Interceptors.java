package io.ciderstream.index.calls;

import io.milvus.grpc.MilvusServiceGrpc.MilvusServiceBlockingStub;
import io.milvus.v2.client.MilvusClientV2;
import java.lang.reflect.Field;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Installs this package's gRPC interceptors in a client, for which the SDK has no method. */
final class Interceptors {
  private static final Logger LOG = LoggerFactory.getLogger(Interceptors.class);

  private Interceptors() {}

  /**
   * Adds {@link StatusRepair}, {@link PermitCheck} and {@link ReadMoment} to all further calls of
   * this client.
   *
   * @return what the client sends its calls with; empty if this release has another
   */
  static Optional<MilvusServiceBlockingStub> install(MilvusClientV2 client) {
    try {
      Field field = MilvusClientV2.class.getDeclaredField("blockingStub");
      field.setAccessible(true);
      MilvusServiceBlockingStub stub =
          ((MilvusServiceBlockingStub) field.get(client))
              .withInterceptors(new PermitCheck(), new StatusRepair(), new ReadMoment());
      client.setBlockingStub(stub);
      return Optional.of(stub);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.warn(
          "this release of the Milvus SDK accepts no interceptors ({}): error messages of Milvus Lite"
              + " are lost, the write lease is checked before a request is built, not right before it"
              + " is sent, vectors are sent as JSON, and each strong read waits",
          e.toString());
      return Optional.empty();
    }
  }
}
