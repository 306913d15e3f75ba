package io.ciderstream.overlap.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ciderstream.overlap.folder.AuditFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewServerTest {
  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path folder;
  private ReviewServer server;
  private String root;
  private String cookie;

  @BeforeEach
  void start() throws Exception {
    AuditFolder audit = new AuditFolder(folder);
    Files.writeString(audit.page(), "<p>the page");
    Files.createDirectories(audit.thumbnails());
    Files.write(audit.thumbnails().resolve("q0.jpg"), new byte[] {1, 2});
    MarkFile marks = new MarkFile(audit.marks(), InstantSource.system());
    server = ReviewServer.start(audit, Set.of("q0-p1", "q0-p2"), marks, 0);
    root = server.address().substring(0, server.address().indexOf('?'));
    HttpResponse<String> page = send(HttpRequest.newBuilder(URI.create(server.address())));
    assertThat(page.body()).isEqualTo("<p>the page");
    cookie = page.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
    cookie = cookie.substring(0, cookie.indexOf(';'));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldKeepMarksAtOnceAndGiveEachInspectorTheirOwn() throws Exception {
    assertThat(mark("ann", "q0-p1", "same").statusCode()).isEqualTo(200);
    assertThat(mark("bo", "q0-p1", "different").statusCode()).isEqualTo(200);
    HttpResponse<String> answer = mark("ann", "q0-p2", "different");

    JsonNode json = new ObjectMapper().readTree(answer.body());
    assertThat(json.at("/marks/q0-p1").textValue()).isEqualTo("same");
    assertThat(json.at("/marks/q0-p2").textValue()).isEqualTo("different");
    assertThat(json.at("/inspectors")).hasSize(2);
    assertThat(MarkFile.read(folder.resolve("marks.csv")).inspectors("q0-p1", Mark.SAME))
        .containsExactly("ann");
    JsonNode other =
        new ObjectMapper().readTree(send(request("marks?inspector=bo")).body()).get("marks");
    assertThat(other).hasSize(1);
  }

  @Test
  void shouldRejectInvalidMarks() throws Exception {
    assertThat(mark("ann", "q9-p9", "same").statusCode()).isEqualTo(400);
    assertThat(mark("ann", "q0-p1", "maybe").statusCode()).isEqualTo(400);
    assertThat(mark("", "q0-p1", "same").statusCode()).isEqualTo(400);
    assertThat(send(post("x".repeat(5_000))).statusCode()).isEqualTo(400);
    assertThat(send(post("null")).statusCode()).isEqualTo(400);
    assertThat(
            send(post("{\"inspector\":\"a\"}").setHeader("Content-Type", "text/plain"))
                .statusCode())
        .isEqualTo(400);
    for (String name : new String[] {"a", "b", "c"}) {
      mark(name, "q0-p1", "same");
    }
    HttpResponse<String> fourth = mark("d", "q0-p1", "same");
    assertThat(fourth.statusCode()).isEqualTo(400);
    assertThat(fourth.body()).contains("3 inspectors");
  }

  @Test
  void shouldServeNothingWithoutTheToken() throws Exception {
    assertThat(send(HttpRequest.newBuilder(URI.create(root))).statusCode()).isEqualTo(401);
    assertThat(send(HttpRequest.newBuilder(URI.create(root + "?token=0"))).statusCode())
        .isEqualTo(401);
    assertThat(send(HttpRequest.newBuilder(URI.create(root + "thumbnails/q0.jpg"))).statusCode())
        .isEqualTo(401);
    assertThat(send(request("thumbnails/q0.jpg")).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldServeOnlyItsOwnPictures() throws Exception {
    Files.writeString(folder.resolve("thumbnails/secret.txt"), "x");
    assertThat(send(request("thumbnails/secret.txt")).statusCode()).isEqualTo(404);
    assertThat(send(request("thumbnails/..%2faudit.json")).statusCode()).isEqualTo(404);
    assertThat(send(request("thumbnails/q7.jpg")).statusCode()).isEqualTo(404);
    assertThat(send(request("marks.csv")).statusCode()).isEqualTo(404);
  }

  @Test
  void shouldRejectPagesOfOtherSites() throws Exception {
    HttpRequest.Builder sent =
        post("{\"inspector\":\"a\",\"pair\":\"q0-p1\",\"mark\":\"same\"}")
            .header("Origin", "http://malicious.example");
    assertThat(send(sent).statusCode()).isEqualTo(403);
    assertThat(send(request("marks").header("Sec-Fetch-Site", "cross-site")).statusCode())
        .isEqualTo(403);
    assertThat(raw("malicious.example:" + URI.create(root).getPort())).contains("403");
    assertThat(raw("localhost:" + URI.create(root).getPort())).contains("200");
    assertThat(folder.resolve("marks.csv")).doesNotExist();
  }

  @Test
  void shouldAllowNoScriptButItsOwn() throws Exception {
    String policy = send(request("")).headers().firstValue("Content-Security-Policy").orElseThrow();
    assertThat(policy).contains("default-src 'none'").contains("script-src 'sha256-");
    assertThat(policy).doesNotContain("unsafe-inline");
  }

  /** The JDK's client sets the host itself. */
  private String raw(String host) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", URI.create(root).getPort())) {
      String request =
          "GET /marks HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\nConnection: close\r\n\r\n"
              .formatted(host, cookie);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine();
    }
  }

  private HttpResponse<String> mark(String inspector, String pair, String mark) throws Exception {
    return send(
        post(
            new ObjectMapper()
                .writeValueAsString(
                    java.util.Map.of("inspector", inspector, "pair", pair, "mark", mark))));
  }

  private HttpRequest.Builder post(String body) {
    return request("marks")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path)).header("Cookie", cookie);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
