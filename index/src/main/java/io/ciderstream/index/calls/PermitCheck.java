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
 * Asks the {@link WritePermit} of a write right before gRPC sends it: the SDK may need long to look
 * at the collection and to build a large request. What the permit throws ends the call, and nothing
 * of it is sent. From here to the socket it is a hop to the thread of the connection, so a process
 * that is stopped within that hop still sends this one call when it goes on.
 */
public final class PermitCheck implements ClientInterceptor {
  private static final Context.Key<WritePermit> PERMIT =
      Context.keyWithDefault("write-permit", WritePermit.ALWAYS);

  /** Makes calls that each need the permit. */
  public static <T> T with(WritePermit permit, Supplier<T> calls) {
    Context context = Context.current().withValue(PERMIT, permit);
    Context before = context.attach();
    try {
      return calls.get();
    } finally {
      context.detach(before);
    }
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
