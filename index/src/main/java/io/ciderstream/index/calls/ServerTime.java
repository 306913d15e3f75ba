package io.ciderstream.index.calls;

import io.milvus.grpc.AllocTimestampRequest;
import io.milvus.grpc.MilvusServiceGrpc.MilvusServiceBlockingStub;
import io.milvus.shaded.io.grpc.Status;
import io.milvus.shaded.io.grpc.StatusRuntimeException;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Asks a server for its timestamp, for which the SDK has no method. Safe for use by several
 * threads.
 */
final class ServerTime {
  /** What a server answers that tells no time; Milvus Lite does not, and one may forbid it. */
  private static final Set<Status.Code> UNTIMED =
      EnumSet.of(Status.Code.UNIMPLEMENTED, Status.Code.PERMISSION_DENIED);

  private final MilvusServiceBlockingStub stub;
  private volatile boolean untimed;

  ServerTime(MilvusServiceBlockingStub stub) {
    this.stub = stub;
  }

  /** Returns the timestamp of now; empty if the server tells none, which is asked once. */
  OptionalLong now() {
    if (untimed) {
      return OptionalLong.empty();
    }
    try {
      long timestamp =
          stub.allocTimestamp(AllocTimestampRequest.getDefaultInstance()).getTimestamp();
      return timestamp == 0 ? OptionalLong.empty() : OptionalLong.of(timestamp);
    } catch (StatusRuntimeException e) {
      if (!UNTIMED.contains(e.getStatus().getCode())) {
        throw e;
      }
      untimed = true;
      return OptionalLong.empty();
    }
  }
}
