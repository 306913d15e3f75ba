package io.ciderstream.index.milvus;

import io.ciderstream.index.IndexOptions;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.milvus.shaded.io.grpc.Status;
import io.milvus.shaded.io.grpc.StatusRuntimeException;
import io.milvus.v2.exception.MilvusClientException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** What a failure of the SDK means, told from types and codes, never from text. */
final class Failures {
  private static final int RATE_LIMIT = 8;
  private static final Set<Status.Code> ACCESS =
      EnumSet.of(Status.Code.UNAUTHENTICATED, Status.Code.PERMISSION_DENIED);
  private static final Set<Status.Code> ANSWERS =
      EnumSet.of(
          Status.Code.INVALID_ARGUMENT,
          Status.Code.NOT_FOUND,
          Status.Code.ALREADY_EXISTS,
          Status.Code.FAILED_PRECONDITION,
          Status.Code.OUT_OF_RANGE,
          Status.Code.UNIMPLEMENTED);

  private Failures() {}

  /** The server was not reached, or has no time for us; whether it acted is unknown. */
  static boolean isOutage(Throwable failure) {
    Optional<Status.Code> code = grpcCode(failure);
    if (code.isPresent()) {
      return !ANSWERS.contains(code.get()) && !ACCESS.contains(code.get());
    }
    return switch (failure) {
      case MilvusClientException e ->
          switch (e.getErrorCode()) {
            case RPC_ERROR, TIMEOUT -> true;
            case COLLECTION_NOT_FOUND, SERVER_ERROR, INVALID_PARAMS, CLIENT_ERROR, SUCCESS ->
                e.getServerErrCode() == RATE_LIMIT;
          };
      case TimeoutException e -> true;
      case InterruptedException e -> {
        Thread.currentThread().interrupt();
        yield true;
      }
      default -> false;
    };
  }

  /** The server does not know us. */
  static boolean isAccess(Throwable failure) {
    return grpcCode(failure).filter(ACCESS::contains).isPresent();
  }

  static CiderException unavailable(
      IndexOptions options, String what, String reason, Throwable cause) {
    return new CiderException(
        ErrorCode.INDEX_UNAVAILABLE,
        "Could not %s at %s: %s.".formatted(what, options.uri(), reason),
        cause);
  }

  private static Optional<Status.Code> grpcCode(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof StatusRuntimeException e) {
        return Optional.of(e.getStatus().getCode());
      }
    }
    return Optional.empty();
  }
}
