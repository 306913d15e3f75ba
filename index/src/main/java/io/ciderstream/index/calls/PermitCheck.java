package io.ciderstream.index.calls;

import io.ciderstream.index.WritePermit;
import io.milvus.shaded.io.grpc.CallOptions;
import io.milvus.shaded.io.grpc.Channel;
import io.milvus.shaded.io.grpc.ClientCall;
import io.milvus.shaded.io.grpc.ClientInterceptor;
import io.milvus.shaded.io.grpc.Context;
import io.milvus.shaded.io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.milvus.shaded.io.grpc.Metadata;
import io.milvus.shaded.io.grpc.MethodDescriptor;
import java.util.function.Supplier;

/**
 * Checks the {@link WritePermit} of a write right before gRPC sends it: the SDK may take long to
 * read the collection and to build a large request. An exception of the permit ends the call, and
 * nothing is sent. The call is then handed to the thread of the connection, so a process that is
 * stopped during that step still sends this one call when it resumes.
 */
final class PermitCheck implements ClientInterceptor {
  private static final Context.Key<WritePermit> PERMIT =
      Context.keyWithDefault("write-permit", WritePermit.ALWAYS);

  /** Runs calls that each need the permit. */
  static <T> T with(WritePermit permit, Supplier<T> calls) {
    return CallContext.with(PERMIT, permit, calls);
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        PERMIT.get().require();
        super.start(listener, headers);
      }
    };
  }
}
