package io.ciderstream.index.calls;

import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.milvus.shaded.io.grpc.Status;
import io.milvus.shaded.io.grpc.StatusRuntimeException;
import io.milvus.v2.exception.MilvusClientException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Classifies failures of the SDK by types and codes, never by text. */
public final class Failures {
  private static final int RATE_LIMIT = 8;

  /**
   * The codes for temporary failures: unavailable, no memory or disk, too many requests, rate
   * limit, denied by quota, clocks apart, no resources.
   */
  private static final Set<Integer> TEMPORARY = Set.of(2, 3, 4, 7, RATE_LIMIT, 9, 11, 12);

  /** The codes of 2.2 for temporary failures, which 2.3 sends too. */
  private static final Set<Integer> TEMPORARY_LEGACY =
      Set.of(2, 24, 45, 46, 47, 48, 49, 50, 52, 53, 54, 55, 56, 57);

  /** The codes for "not authenticated" and "not permitted". */
  private static final Set<Integer> NOT_PERMITTED = Set.of(1400, 1401);

  private static final int CHANNEL_TO_SEGMENT_FROM = 500;
  private static final int CHANNEL_TO_SEGMENT_TO = 699;
  private static final int NODE_TO_IO_FROM = 900;
  private static final int NODE_TO_IO_TO = 1099;
  private static final int TEXT_LIMIT = 400;
  private static final Pattern NUMBERS = Pattern.compile("\\[[-+0-9.,eE\\s]{24,}]?");
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

  /** Returns whether the server was unreachable or overloaded; whether it acted is unknown. */
  static boolean isOutage(Throwable failure) {
    Optional<Status.Code> code = grpcCode(failure);
    if (code.isPresent()) {
      return !ANSWERS.contains(code.get()) && !ACCESS.contains(code.get());
    }
    if (failure instanceof MilvusClientException e) {
      return switch (e.getErrorCode()) {
        case RPC_ERROR, TIMEOUT -> true;
        case COLLECTION_NOT_FOUND, SERVER_ERROR, INVALID_PARAMS, CLIENT_ERROR, SUCCESS ->
            isTemporary(e.getServerErrCode(), e.getLegacyServerCode());
      };
    }
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return true;
    }
    return failure instanceof TimeoutException;
  }

  /**
   * Returns whether the caller ended the call, so that its failure says nothing about the server.
   *
   * @param shortened whether the call had less time than the connection's deadline
   */
  static boolean isCallers(Throwable failure, boolean shortened) {
    return Thread.currentThread().isInterrupted()
        || (shortened
            && grpcCode(failure).filter(Status.Code.DEADLINE_EXCEEDED::equals).isPresent());
  }

  /** Returns whether the request was too large or too early, so that nothing was done. */
  public static boolean isTooMuch(Throwable failure) {
    return grpcCode(failure).filter(Status.Code.RESOURCE_EXHAUSTED::equals).isPresent();
  }

  /** Returns whether there was no response, so that the server may still execute the call. */
  static boolean isUnanswered(Throwable failure) {
    return isOutage(failure)
        && !isTooMuch(failure)
        && (grpcCode(failure).isPresent()
            || !(failure instanceof MilvusClientException e)
            || e.getErrorCode() == io.milvus.v2.exception.ErrorCode.RPC_ERROR
            || e.getErrorCode() == io.milvus.v2.exception.ErrorCode.TIMEOUT);
  }

  /** Returns a failure's message, shortened and without vectors. */
  static String text(Throwable failure) {
    String message = NUMBERS.matcher(String.valueOf(failure.getMessage())).replaceAll("[...]");
    return message.length() <= TEXT_LIMIT ? message : message.substring(0, TEXT_LIMIT) + "...";
  }

  private static boolean isTemporary(int code, int legacy) {
    return TEMPORARY.contains(code)
        || (code >= CHANNEL_TO_SEGMENT_FROM && code <= CHANNEL_TO_SEGMENT_TO)
        || (code >= NODE_TO_IO_FROM && code <= NODE_TO_IO_TO)
        || (code == 0 && TEMPORARY_LEGACY.contains(legacy));
  }

  /** Returns whether the server denied access. */
  static boolean isAccess(Throwable failure) {
    return grpcCode(failure).filter(ACCESS::contains).isPresent()
        || (failure instanceof MilvusClientException e
            && NOT_PERMITTED.contains(e.getServerErrCode()));
  }

  /** Returns INDEX_UNAVAILABLE with the operation and the reason. */
  public static CiderException unavailable(
      String uri, String what, String reason, Throwable cause) {
    return new CiderException(
        ErrorCode.INDEX_UNAVAILABLE,
        "Could not %s at %s (%s): %s.".formatted(what, uri, IndexSettings.URI, reason),
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
