package io.ciderstream.tests.system;

import io.milvus.shaded.io.grpc.HandlerRegistry;
import io.milvus.shaded.io.grpc.Metadata;
import io.milvus.shaded.io.grpc.MethodDescriptor;
import io.milvus.shaded.io.grpc.Server;
import io.milvus.shaded.io.grpc.ServerCall;
import io.milvus.shaded.io.grpc.ServerMethodDefinition;
import io.milvus.shaded.io.grpc.Status;
import io.milvus.shaded.io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Replaces Milvus: rejects every call and records its authorization. */
final class AuthorizationRecorder extends HandlerRegistry implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final Server server;

  AuthorizationRecorder() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .fallbackHandlerRegistry(this)
            .build()
            .start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getPort();
  }

  /** Returns the authorization of every call so far. */
  Set<String> seen() {
    return seen;
  }

  @Override
  public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
    MethodDescriptor.Marshaller<InputStream> nothing =
        new MethodDescriptor.Marshaller<>() {
          @Override
          public InputStream stream(InputStream value) {
            return value;
          }

          @Override
          public InputStream parse(InputStream stream) {
            return new ByteArrayInputStream(new byte[0]);
          }
        };
    return ServerMethodDefinition.create(
        MethodDescriptor.newBuilder(nothing, nothing)
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(name)
            .build(),
        (call, headers) -> {
          if (headers.containsKey(AUTHORIZATION)) {
            seen.add(headers.get(AUTHORIZATION));
          }
          call.close(Status.UNAVAILABLE, new Metadata());
          return new ServerCall.Listener<>() {};
        });
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
