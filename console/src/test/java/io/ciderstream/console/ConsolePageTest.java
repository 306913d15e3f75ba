package io.ciderstream.console;

import static io.ciderstream.console.Consoles.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ciderstream.console.fake.FakeSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the page reads besides searches. */
class ConsolePageTest {
  private static final Pattern FILE =
      Pattern.compile("(?:from '\\./|import '\\./|href=\"|src=\")([\\w.]+\\.(?:js|css|svg))['\"]");

  private final FakeSystem system = new FakeSystem();
  private final Consoles consoles = new Consoles(system);

  @AfterEach
  void stop() {
    consoles.close();
  }

  @Test
  void shouldServeEveryFileThatThePageLoads() throws Exception {
    Client client = consoles.open();
    Set<String> loaded = new LinkedHashSet<>();
    follow(client, "index.html", loaded);
    assertThat(loaded).contains("app.js", "style.css", "icon.svg", "scale.js", "uPlot.iife.min.js");
  }

  private static void follow(Client client, String file, Set<String> loaded)
      throws IOException, InterruptedException {
    if (!loaded.add(file)) {
      return;
    }
    Client.Answer answer = client.get("/" + file);
    assertThat(answer.status()).as(file).isEqualTo(200);
    Matcher files = FILE.matcher(new String(answer.response().body(), StandardCharsets.UTF_8));
    while (files.find()) {
      follow(client, files.group(1), loaded);
    }
  }

  @Test
  void shouldListTheLatestPicturesWithTheirMetadata() throws Exception {
    Client client = consoles.open();
    client.put("/v1/images/x?wait=indexed&meta.shop=north&meta-number.price=10", utf8("picture"));
    JsonNode latest = client.get("/v1/images?limit=240").json().at("/images/0");
    assertThat(latest.at("/metadata/shop").textValue()).isEqualTo("north");
    assertThat(latest.at("/metadata/price").intValue()).isEqualTo(10);
  }

  @Test
  void shouldReturnTheBytesOfARejectedPictureAndSayThatSendingThemAgainIsUseless()
      throws Exception {
    Client client = consoles.open();
    client.put("/v1/images/x?wait=indexed", utf8("bad picture"));
    JsonNode letter = client.get("/v1/dead-letters").json().at("/dead_letters/0");
    assertThat(letter.get("replay").textValue()).isEqualTo("never");
    String content =
        "/v1/dead-letters/%d/%d/content"
            .formatted(letter.get("partition").intValue(), letter.get("offset").longValue());
    Client.Answer whole = client.get(content);
    assertThat(whole.response().body()).isEqualTo(utf8("bad picture"));
    assertThat(whole.header("Content-Disposition")).isEqualTo("attachment");
    assertThat(whole.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(client.get(content + "?width=160").response().body())
        .isEqualTo(utf8("copy of width 160"));
    assertThat(client.get("/v1/dead-letters/0/99/content").status()).isEqualTo(404);
  }

  @Test
  void shouldReportWhatTheChecksOfTheInstallationFind() throws Exception {
    JsonNode report = consoles.open().get("/v1/system").json();
    assertThat(report.at("/findings/0/remedy").textValue()).isEqualTo("Start one.");
    assertThat(report.at("/index/models/0/served").booleanValue()).isTrue();
    assertThat(report.at("/topics/0/partitions").intValue()).isEqualTo(2);
  }
}
