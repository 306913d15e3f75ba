package io.ciderstream.index.calls;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.milvus.grpc.ErrorCode;
import io.milvus.grpc.Status;
import io.milvus.shaded.io.grpc.CallOptions;
import io.milvus.shaded.io.grpc.Channel;
import io.milvus.shaded.io.grpc.ClientCall;
import io.milvus.shaded.io.grpc.ClientInterceptor;
import io.milvus.shaded.io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.milvus.shaded.io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.milvus.shaded.io.grpc.Metadata;
import io.milvus.shaded.io.grpc.MethodDescriptor;

/**
 * Replaces error codes that the SDK does not know in a server's responses. Milvus Lite sends such
 * codes; the SDK fails on them ("Can't get the number of an unknown enum value") and loses the
 * server's reason.
 */
final class StatusRepair implements ClientInterceptor {
  private static final String STATUS_FIELD = "status";

  /** Milvus Lite's code for an invalid argument; Milvus itself has no such legacy code. */
  private static final int LITE_ILLEGAL_ARGUMENT = 6;

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onMessage(R message) {
                super.onMessage(repaired(message));
              }
            },
            headers);
      }
    };
  }

  /** Returns the message with an error code that the SDK knows; its code and reason are kept. */
  @SuppressWarnings("unchecked")
  static <R> R repaired(R message) {
    if (message instanceof Status status) {
      return (R) repaired(status);
    }
    if (message instanceof Message answer) {
      FieldDescriptor field = answer.getDescriptorForType().findFieldByName(STATUS_FIELD);
      if (field != null
          && answer.getField(field) instanceof Status status
          && status.getErrorCode() == ErrorCode.UNRECOGNIZED) {
        return (R) answer.toBuilder().setField(field, repaired(status)).build();
      }
    }
    return message;
  }

  private static Status repaired(Status status) {
    if (status.getErrorCode() != ErrorCode.UNRECOGNIZED) {
      return status;
    }
    return status.toBuilder()
        .setErrorCode(
            status.getErrorCodeValue() == LITE_ILLEGAL_ARGUMENT
                ? ErrorCode.IllegalArgument
                : ErrorCode.UnexpectedError)
        .build();
  }
}
