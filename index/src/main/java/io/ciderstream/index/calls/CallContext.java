package io.ciderstream.index.calls;

import io.milvus.shaded.io.grpc.Context;
import java.util.function.Supplier;

/** Tells interceptors what the SDK has no parameter for. */
final class CallContext {
  private CallContext() {}

  /** Runs calls, on this thread, whose interceptors see the value of the key. */
  static <V, T> T with(Context.Key<V> key, V value, Supplier<T> calls) {
    Context context = Context.current().withValue(key, value);
    Context before = context.attach();
    try {
      return calls.get();
    } finally {
      context.detach(before);
    }
  }
}
