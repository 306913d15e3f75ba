package io.ciderstream.console;

import static io.ciderstream.console.Consoles.JSON;
import static io.ciderstream.console.Consoles.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.console.fake.FakeSystem;
import io.ciderstream.schemas.CiderException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may come in, from which page, under which name, and how often. */
class ConsoleAccessTest {

  private final FakeSystem system = new FakeSystem();
  private final Consoles consoles = new Consoles(system);

  @AfterEach
  void stop() {
    consoles.close();
  }

  @Test
  void shouldLetNobodyInWithoutTheToken() throws Exception {
    Client client = consoles.open(Optional.of("secret"), 1_000);
    Client.Answer refused = client.get("/v1/images");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(client.get("/metrics").status()).isEqualTo(401);
    assertThat(client.get("/health").status()).isEqualTo(200);
    assertThat(client.get("/").status()).isEqualTo(200);
    assertThat(bearer(client, "wrong")).isEqualTo(401);
    assertThat(bearer(client, "secret")).isEqualTo(200);
    assertThat(client.post("/v1/session", utf8("{\"token\": \"wrong\"}"), JSON).status())
        .isEqualTo(401);
    Client.Answer session = client.post("/v1/session", utf8("{\"token\": \"secret\"}"), JSON);
    String cookie = session.header("Set-Cookie");
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict").doesNotContain("secret");
    assertThat(
            client
                .send(client.request("/v1/images").header("Cookie", cookie.split(";")[0]))
                .status())
        .isEqualTo(200);
  }

  private static int bearer(Client client, String token) throws Exception {
    return client
        .send(client.request("/v1/images").header("Authorization", "Bearer " + token))
        .status();
  }

  @Test
  void shouldRefusePagesOfOthers() throws Exception {
    Client client = consoles.open();
    assertThat(
            client
                .send(
                    client.request("/v1/images/x").header("Sec-Fetch-Site", "cross-site").DELETE())
                .status())
        .isEqualTo(403);
    assertThat(
            client
                .send(client.request("/v1/images").header("Sec-Fetch-Site", "same-origin"))
                .status())
        .isEqualTo(200);
  }

  @Test
  void shouldRefuseWhatAPageOfAnotherOriginChanges() throws Exception {
    Client client = consoles.open();
    String own = consoles.first().address().replaceAll("/$", "");
    assertThat(delete(client, own)).isEqualTo(202);
    assertThat(delete(client, own.replace("http:", "https:"))).isEqualTo(202);
    for (String other : List.of("http://evil.example", own + "0", "null", "")) {
      assertThat(delete(client, other)).as(other).isEqualTo(403);
    }
    assertThat(client.send(client.request("/v1/images").header("Origin", "null")).status())
        .isEqualTo(200);
  }

  private static int delete(Client client, String origin) throws Exception {
    return client.send(client.request("/v1/images/x").header("Origin", origin).DELETE()).status();
  }

  @Test
  void shouldAcceptNamesThatNoAttackerCanRegister() throws Exception {
    consoles.open();
    assertThat(asHost("LOCALHOST:1")).isEqualTo(200);
    assertThat(asHost("[::1]")).isEqualTo(200);
    for (String name : List.of("evil.example", "localhost.evil.example", "10.0.0.1", "console")) {
      assertThat(asHost(name)).as(name).isEqualTo(403);
    }
  }

  @Test
  void shouldAcceptNamesThatNoAttackerCanRegisterWithAnonymousAccess() throws Exception {
    consoles.open(
        Consoles.options(
            "127.0.0.1", Optional.empty(), true, Set.of("Pictures.Example"), 1_000, 1_000));
    for (String name :
        List.of("localhost", "10.0.0.1:8090", "[fe80::1]", "console:8090", "pictures.example")) {
      assertThat(asHost(name)).as(name).isEqualTo(200);
    }
    for (String name : List.of("evil.example", "127.0.0.1.evil.example", "pictures.example.evil")) {
      assertThat(asHost(name)).as(name).isEqualTo(403);
    }
  }

  @Test
  void shouldAnswerToAnyNameWithAToken() throws Exception {
    consoles.open(Optional.of("secret"), 1_000);
    assertThat(asHost("pictures.example")).isEqualTo(200);
  }

  private int asHost(String host) throws IOException {
    URI uri = URI.create(consoles.first().address());
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket
          .getOutputStream()
          .write(
              utf8(
                  "GET /health HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host)));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(answer.split(" ")[1]);
    }
  }

  @Test
  void shouldSlowDownWhoAsksTooOften() throws Exception {
    Client client = consoles.open(Optional.empty(), 20);
    Client.Answer answer = client.get("/health");
    for (int i = 0; i < 30 && answer.status() == 200; i++) {
      answer = client.get("/health");
    }
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void shouldSlowDownWhoGuesses() throws Exception {
    for (String path : List.of("/v1/images", "/v1/nothing")) {
      Client client = consoles.open(Optional.of("secret"), 20);
      int status = 0;
      for (int i = 0; i < 30 && status != 429; i++) {
        status = client.send(client.request(path).header("Authorization", "Bearer " + i)).status();
      }
      assertThat(status).as(path).isEqualTo(429);
    }
  }

  @Test
  void shouldNotListenForOthersWithoutAToken() {
    assertThatThrownBy(() -> options("0.0.0.0", Optional.empty(), false))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("console.token");
    assertThat(options("0.0.0.0", Optional.of("secret"), false).access().host())
        .isEqualTo("0.0.0.0");
    assertThat(options("0.0.0.0", Optional.empty(), true).access().host()).isEqualTo("0.0.0.0");
    assertThat(options("::1", Optional.empty(), false).access().host()).isEqualTo("::1");
  }

  private static ConsoleOptions options(String host, Optional<String> token, boolean anonymous) {
    return Consoles.options(host, token, anonymous, Set.of(), 1, 1);
  }
}
