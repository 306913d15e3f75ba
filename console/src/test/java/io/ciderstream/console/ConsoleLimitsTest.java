package io.ciderstream.console;

import static io.ciderstream.console.Consoles.JSON;
import static io.ciderstream.console.Consoles.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ciderstream.console.fake.FakeLog;
import io.ciderstream.console.fake.FakeSystem;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.avro.Status;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is too large, too slow or malformed, and what becomes of its connection. */
class ConsoleLimitsTest {
  private static final byte[] PICTURE = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1, 2, 3};
  private static final int UPLOADS_AT_A_TIME = 8;
  private static final int DOWNLOADS_AT_A_TIME = 16;
  private static final int EVENT_STREAMS_OF_ONE = 32;

  private final FakeSystem system = new FakeSystem();
  private final Consoles consoles = new Consoles(system);

  @AfterEach
  void stop() {
    consoles.close();
  }

  private Socket connect() throws IOException {
    URI uri = URI.create(consoles.first().address());
    return new Socket(uri.getHost(), uri.getPort());
  }

  private Socket get(String path) throws IOException {
    Socket socket = connect();
    socket
        .getOutputStream()
        .write(utf8("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path)));
    return socket;
  }

  /** A body that came after its answer would end the connection. */
  @Test
  void shouldKeepTheConnectionOfARequestWhoseBodyIsNotWanted() throws Exception {
    consoles.open();
    try (Socket socket = connect()) {
      for (int i = 0; i < 2; i++) {
        socket.getOutputStream().write(utf8(head("/v1/images/a%C2%85b", PICTURE.length)));
        socket.setSoTimeout(100);
        assertThatThrownBy(socket.getInputStream()::read)
            .isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(PICTURE);
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("}") < 0) {
          answer.append((char) socket.getInputStream().read());
        }
        assertThat(answer).startsWith("HTTP/1.1 400");
      }
    }
  }

  @Test
  void shouldSayThatALargeBodyEndsItsConnection() throws Exception {
    consoles.open();
    try (Socket socket = connect()) {
      socket.getOutputStream().write(utf8(head("/v1/images/x", 2 << 20)));
      socket.shutdownOutput();
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 413")
          .containsIgnoringCase("connection: close");
    }
  }

  private static String head(String path, int length) {
    return "PUT %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
        .formatted(path, length);
  }

  @Test
  void shouldNotWaitForABodyThatTrickles() throws Exception {
    consoles.open();
    try (Socket socket = connect()) {
      socket.getOutputStream().write(utf8(head("/v1/images/x", Consoles.MAX_BYTES)));
      socket.setSoTimeout(50);
      int first = -1;
      for (int i = 0; i < Consoles.MAX_BYTES && first < 0; i++) {
        socket.getOutputStream().write('x');
        try {
          first = socket.getInputStream().read();
        } catch (SocketTimeoutException e) {
          // the next byte, then
        }
      }
      socket.setSoTimeout(10_000);
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("TTP/1.1 408")
          .containsIgnoringCase("connection: close")
          .contains("console.body.timeout.ms");
    }
  }

  @Test
  void shouldLetOthersUploadOnceABodyWasTooSlow() throws Exception {
    Client client = consoles.open();
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < UPLOADS_AT_A_TIME; i++) {
        Socket socket = connect();
        slow.add(socket);
        socket.getOutputStream().write(utf8(head("/v1/images/x", Consoles.MAX_BYTES) + "x"));
      }
      for (Socket socket : slow) {
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .startsWith("HTTP/1.1 408");
      }
      assertThat(client.put("/v1/images/x", PICTURE).status()).isEqualTo(202);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void shouldNotWaitForTheBodyOfWhatItRefuses() throws Exception {
    consoles.open();
    try (Socket socket = connect()) {
      socket.getOutputStream().write(utf8(head("/v1/images/a%C2%85b", PICTURE.length) + "x"));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 400")
          .containsIgnoringCase("connection: close");
    }
  }

  @Test
  void shouldLeaveEventsForOthers() throws Exception {
    Client client = consoles.open();
    List<Socket> listening = new ArrayList<>();
    try {
      for (int i = 0; i < EVENT_STREAMS_OF_ONE; i++) {
        Socket socket = get("/v1/events");
        listening.add(socket);
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }
      assertThat(client.get("/v1/events").status()).isEqualTo(429);
    } finally {
      for (Socket socket : listening) {
        socket.close();
      }
    }
    await()
        .until(
            () -> {
              try (Socket socket = get("/v1/events")) {
                return new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8)
                    .equals("HTTP/1.1 200");
              }
            });
  }

  @Test
  void shouldHoldFewWholePicturesForClientsThatReadSlowly() throws Exception {
    Client client = large();
    byte[] picture = new byte[16 << 20];
    picture[0] = 'B';
    client.put("/v1/images/x?wait=indexed", picture);
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < DOWNLOADS_AT_A_TIME; i++) {
        Socket socket = get("/v1/images/x");
        slow.add(socket);
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }
      assertThat(client.get("/v1/images/x").status()).isEqualTo(503);
      assertThat(client.get("/v1/images/x?width=32").status()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    assertThat(client.get("/v1/images/x").response().body()).hasSize(picture.length);
  }

  @Test
  void shouldTakeAPictureInBase64AsLargeAsAnyOther() throws Exception {
    Client client = large();
    List<Query> asked = new ArrayList<>();
    system.searcher(
        query -> {
          asked.add(FakeSystem.asked(query.value()));
          return FakeSystem.reply(Status.OK, null);
        });
    int most = 16 << 20;
    assertThat(client.post("/v1/search", picture(most), JSON).status()).isEqualTo(200);
    assertThat(asked.getFirst().getContent().remaining()).isEqualTo(most);
    Client.Answer larger = client.post("/v1/search", picture(most + 1), JSON);
    assertThat(larger.status()).isEqualTo(413);
    assertThat(larger.code()).isEqualTo("VALUE_TOO_LARGE");
  }

  private Client large() throws IOException {
    return consoles.open(
        Consoles.options("127.0.0.1", Optional.empty(), false, Set.of(), 16 << 20, 1_000));
  }

  private static byte[] picture(int bytes) {
    return utf8(
        "{\"content\": \"%s\"}".formatted(Base64.getEncoder().encodeToString(new byte[bytes])));
  }

  @Test
  void shouldRefuseAVectorThatNoModelMakes() throws Exception {
    Client client = large();
    Client.Answer longer = client.post("/v1/search", vector(32_769), JSON);
    assertThat(longer.status()).isEqualTo(400);
    assertThat(longer.code()).isEqualTo("VECTOR_INVALID");
    Client.Answer huge = client.post("/v1/search", vector(5_000_000), JSON);
    assertThat(huge.status()).isEqualTo(400);
    assertThat(huge.code()).isEqualTo("QUERY_INVALID");
    assertThat(huge.json().get("detail").textValue()).contains("too large");
  }

  private static byte[] vector(int numbers) {
    return utf8("{\"vector\": [%s1]}".formatted("0,".repeat(numbers - 1)));
  }

  @Test
  void shouldRefuseABrokenQueryString() throws Exception {
    consoles.open();
    for (String query :
        List.of("meta.x=50%+off", "meta.x=%", "meta.x=%4", "x%zz=1", "meta.x=%ff")) {
      try (Socket socket = connect()) {
        socket
            .getOutputStream()
            .write(
                utf8(
                    head("/v1/images/x?" + query, PICTURE.length)
                        .replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")));
        socket.getOutputStream().write(PICTURE);
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .as(query)
            .startsWith("HTTP/1.1 400")
            .contains("application/problem+json", "QUERY_INVALID");
      }
    }
    for (int partition = 0; partition < FakeLog.PARTITIONS; partition++) {
      assertThat(system.log().end(new TopicPartition("images", partition))).isZero();
    }
  }
}
