package io.ciderstream.index.calls;

import io.milvus.exception.ParamException;
import io.milvus.v2.exception.ErrorCode;
import io.milvus.v2.exception.MilvusClientException;

/** Thrown if Milvus rejects a call. The caller knows the call, and so what the rejection means. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int PARAMETERS_FROM = 1100;
  private static final int PARAMETERS_TO = 1199;
  private static final int FIELDS_FROM = 1700;
  private static final int FIELDS_TO = 1799;
  private static final int COLLECTION_FROM = 100;
  private static final int COLLECTION_TO = 199;

  /** The code of 2.2 for invalid parameters, which Milvus Lite's responses get as well. */
  private static final int LEGACY_ARGUMENT = io.milvus.grpc.ErrorCode.IllegalArgument.getNumber();

  private final boolean parameters;
  private final int serverCode;

  /**
   * Creates the exception without its cause, whose text may contain a vector and would be logged.
   *
   * @param what the infinitive for messages, such as "search"
   */
  public RefusedException(String what, Throwable cause) {
    super("Milvus rejected the call to %s: %s".formatted(what, Failures.text(cause)), null);
    this.serverCode = cause instanceof MilvusClientException e ? e.getServerErrCode() : 0;
    this.parameters = isParameters(cause);
  }

  /**
   * Returns whether the call itself was invalid, so that a retry does not help; false if that is
   * unknown.
   */
  public boolean isParameters() {
    return parameters;
  }

  /** Returns whether the collection is missing or not loaded, so that loading it may help. */
  public boolean isCollection() {
    return within(serverCode, COLLECTION_FROM, COLLECTION_TO);
  }

  /** Returns the server's error code; 0 if it sent none. */
  public int serverCode() {
    return serverCode;
  }

  private static boolean isParameters(Throwable cause) {
    if (cause instanceof MilvusClientException e) {
      return e.getErrorCode() == ErrorCode.INVALID_PARAMS
          || e.getLegacyServerCode() == LEGACY_ARGUMENT
          || within(e.getServerErrCode(), PARAMETERS_FROM, PARAMETERS_TO)
          || within(e.getServerErrCode(), FIELDS_FROM, FIELDS_TO);
    }
    return cause instanceof ParamException;
  }

  private static boolean within(int code, int from, int to) {
    return code >= from && code <= to;
  }
}
