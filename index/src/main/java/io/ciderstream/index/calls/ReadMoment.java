package io.ciderstream.index.calls;

import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.SearchRequest;
import io.milvus.shaded.io.grpc.CallOptions;
import io.milvus.shaded.io.grpc.Channel;
import io.milvus.shaded.io.grpc.ClientCall;
import io.milvus.shaded.io.grpc.ClientInterceptor;
import io.milvus.shaded.io.grpc.Context;
import io.milvus.shaded.io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.milvus.shaded.io.grpc.MethodDescriptor;
import java.util.function.Supplier;

/**
 * Lets reads see the changes until a moment, whose timestamp the SDK has no way to set: a strong
 * read asks for those until the server receives it.
 */
final class ReadMoment implements ClientInterceptor {
  private static final Context.Key<Long> TIMESTAMP = Context.key("read-moment");

  /** Runs calls whose reads see the changes until a timestamp of the server. */
  static <T> T with(long timestamp, Supplier<T> calls) {
    return CallContext.with(TIMESTAMP, timestamp, calls);
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    Long timestamp = TIMESTAMP.get();
    ClientCall<Q, R> call = next.newCall(method, options);
    return timestamp == null
        ? call
        : new SimpleForwardingClientCall<>(call) {
          @Override
          public void sendMessage(Q message) {
            super.sendMessage(asOf(timestamp, message));
          }
        };
  }

  @SuppressWarnings("unchecked")
  static <Q> Q asOf(long timestamp, Q message) {
    if (message instanceof QueryRequest query) {
      return (Q)
          query.toBuilder()
              .setUseDefaultConsistency(false)
              .setConsistencyLevel(ConsistencyLevel.Customized)
              .setGuaranteeTimestamp(timestamp)
              .build();
    }
    if (message instanceof SearchRequest search) {
      return (Q)
          search.toBuilder()
              .setUseDefaultConsistency(false)
              .setConsistencyLevel(ConsistencyLevel.Customized)
              .setGuaranteeTimestamp(timestamp)
              .build();
    }
    return message;
  }
}
