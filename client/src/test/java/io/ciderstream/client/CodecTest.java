package io.ciderstream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.serde.AvroSerdes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CodecTest {
  private static final byte[] ID = "{\"id\": 7}".getBytes(StandardCharsets.UTF_8);

  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer registry;
  private AvroSerdes serdes;
  private volatile int failures;
  private volatile int failure;

  @BeforeEach
  void start() throws IOException {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/",
        exchange -> {
          int status = requests.incrementAndGet() <= failures ? failure : 200;
          exchange.sendResponseHeaders(status, ID.length);
          exchange.getResponseBody().write(ID);
          exchange.close();
        });
    registry.start();
    serdes = new AvroSerdes("http://127.0.0.1:" + registry.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    serdes.close();
    registry.stop(0);
  }

  @Test
  void shouldAskARegistryAgainThatDoesNotAnswerAtFirst() {
    failures = 2;
    failure = 503;
    assertThat(Codec.of(serdes).encode("queries", query())).startsWith(0, 0, 0, 0, 7);
    assertThat(requests).hasValue(3);
  }

  @Test
  void shouldNotAskARegistryAgainThatRejectsTheClient() {
    failures = Integer.MAX_VALUE;
    failure = 401;
    assertThatThrownBy(() -> Codec.of(serdes).encode("queries", query()))
        .hasMessageStartingWith("REGISTRY_UNAVAILABLE");
    assertThat(requests).hasValue(1);
  }

  private static Query query() {
    return Query.newBuilder().setImageId("a").build();
  }
}
