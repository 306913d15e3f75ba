package io.ciderstream.tests.sink;

import com.google.protobuf.Message;
import io.milvus.grpc.MutationResult;
import io.milvus.shaded.io.grpc.CallOptions;
import io.milvus.shaded.io.grpc.HandlerRegistry;
import io.milvus.shaded.io.grpc.ManagedChannel;
import io.milvus.shaded.io.grpc.MethodDescriptor;
import io.milvus.shaded.io.grpc.MethodDescriptor.MethodType;
import io.milvus.shaded.io.grpc.Server;
import io.milvus.shaded.io.grpc.ServerMethodDefinition;
import io.milvus.shaded.io.grpc.Status;
import io.milvus.shaded.io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.milvus.shaded.io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.milvus.shaded.io.grpc.stub.ClientCalls;
import io.milvus.shaded.io.grpc.stub.ServerCalls;
import io.milvus.shaded.io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A proxy of a Milvus server that answers chosen calls itself and forwards all others as bytes. It
 * supports no passwords and no named databases.
 */
final class MilvusFaults implements AutoCloseable {
  private static final int MAX_BYTES = 256 << 20;
  private static final MethodDescriptor.Marshaller<byte[]> BYTES = new BytesMarshaller();

  /** The outcome of one call. */
  sealed interface Answer {
    /** A gRPC status; the server does not receive the call. */
    record Failed(Status.Code code) implements Answer {}

    /** An error code of Milvus and that of 2.2; the server does not receive the call. */
    record Refused(int code, int legacy, String reason) implements Answer {}

    /** The server carries out the call, but the client does not receive the response. */
    record ResponseLost() implements Answer {}
  }

  private final ManagedChannel server;
  private final Server proxy;
  private final Map<String, ConcurrentLinkedQueue<Answer>> planned = new ConcurrentHashMap<>();

  /**
   * @param port of the server, on the loopback interface
   */
  MilvusFaults(int port) throws IOException {
    server =
        NettyChannelBuilder.forAddress("127.0.0.1", port)
            .usePlaintext()
            .maxInboundMessageSize(MAX_BYTES)
            .build();
    proxy =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .maxInboundMessageSize(MAX_BYTES)
            .fallbackHandlerRegistry(new Registry())
            .build()
            .start();
  }

  /** Returns a URI for Milvus clients. */
  String address() {
    return "http://127.0.0.1:" + proxy.getPort();
  }

  /**
   * Plans the outcomes of the next calls of a method, in this order, after those planned before.
   *
   * @param method such as Upsert
   */
  void plan(String method, List<Answer> answers) {
    planned.computeIfAbsent(method, name -> new ConcurrentLinkedQueue<>()).addAll(answers);
  }

  /** Returns whether all planned outcomes have happened. */
  boolean isDone() {
    return planned.values().stream().allMatch(ConcurrentLinkedQueue::isEmpty);
  }

  private void serve(
      MethodDescriptor<byte[], byte[]> method, byte[] request, StreamObserver<byte[]> client) {
    var answers = planned.get(method.getBareMethodName());
    switch (answers == null ? null : answers.poll()) {
      case null -> forward(method, request, client);
      case Answer.Failed(var code) -> client.onError(code.toStatus().asRuntimeException());
      case Answer.Refused refused -> {
        client.onNext(result(refused).toByteArray());
        client.onCompleted();
      }
      case Answer.ResponseLost() -> forward(method, request, withoutResponse(client));
    }
  }

  private static Message result(Answer.Refused refused) {
    @SuppressWarnings("deprecation") // servers of 2.3 say both
    io.milvus.grpc.Status status =
        io.milvus.grpc.Status.newBuilder()
            .setCode(refused.code())
            .setErrorCodeValue(refused.legacy())
            .setReason(refused.reason())
            .build();
    return MutationResult.newBuilder().setStatus(status).build();
  }

  private void forward(
      MethodDescriptor<byte[], byte[]> method, byte[] request, StreamObserver<byte[]> client) {
    ClientCalls.asyncUnaryCall(server.newCall(method, CallOptions.DEFAULT), request, client);
  }

  private static StreamObserver<byte[]> withoutResponse(StreamObserver<byte[]> client) {
    return new StreamObserver<>() {
      @Override
      public void onNext(byte[] answer) {
        // the response is lost
      }

      @Override
      public void onError(Throwable error) {
        client.onError(error);
      }

      @Override
      public void onCompleted() {
        client.onError(Status.UNAVAILABLE.asRuntimeException());
      }
    };
  }

  @Override
  public void close() {
    proxy.shutdownNow();
    server.shutdownNow();
  }

  private final class Registry extends HandlerRegistry {
    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
      MethodDescriptor<byte[], byte[]> method =
          MethodDescriptor.<byte[], byte[]>newBuilder()
              .setType(MethodType.UNARY)
              .setFullMethodName(name)
              .setRequestMarshaller(BYTES)
              .setResponseMarshaller(BYTES)
              .build();
      return ServerMethodDefinition.create(
          method, ServerCalls.asyncUnaryCall((request, client) -> serve(method, request, client)));
    }
  }

  private static final class BytesMarshaller implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
