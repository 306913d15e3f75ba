package io.ciderstream.tests.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ciderstream.cli.console.ConsoleRole;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.console.Console;
import io.ciderstream.schemas.ReservedIds;
import io.ciderstream.tests.system.Scenes;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages as a whole: activity, system and API, every size and colour, and the token. */
@ExtendWith(ConsoleExtension.class)
class ConsolePagesIT {
  /** Finds elements of a panel that extend beyond it. */
  private static final String OVERFLOWING =
      """
      return [...document.querySelectorAll('.panel > *')]
          .filter((part) => part.getBoundingClientRect().right
              > part.parentElement.getBoundingClientRect().right)
          .map((part) => part.outerHTML)
      """;

  private static final Pattern RECALL = Pattern.compile("cider_recall\\{bound=\"high\"} [01]\\.");
  private static final Duration AUDITED_WITHIN = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(500);

  private final ConsolePage page;
  private final Browser browser;

  ConsolePagesIT(ConsolePage page) {
    this.page = page;
    this.browser = page.browser();
  }

  @Test
  void shouldShowHowFreshAndCompleteTheIndexIsButNoCanary() throws Exception {
    page.open("#activity");
    browser.until("document.querySelector('#tiles').textContent.includes('visible')");
    // audits are of one collection, and which one is served may be known only after some searches
    await().atMost(AUDITED_WITHIN).pollInterval(POLL).until(this::showsARecall);
    assertThat(page.wiring().index().count()).isGreaterThan(page.wiring().rows());
    HttpResponse<String> latest =
        page.send(HttpRequest.newBuilder(URI.create(page.address() + "v1/images?limit=60")));
    assertThat(latest.body()).contains(Scenes.name(0)).doesNotContain(ReservedIds.PREFIX);
    assertThat(page.put(ReservedIds.CANARIES.getFirst().value(), Scenes.jpeg(0), "").statusCode())
        .isEqualTo(400);
    assertThat(metrics())
        .contains("cider_canary_seconds_count{stage=\"total\"}", "cider_canary_lost_total 0.0");
  }

  private boolean showsARecall() throws Exception {
    page.send(
        HttpRequest.newBuilder(URI.create(page.address() + "v1/search"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(Scenes.jpeg(1))));
    return RECALL.matcher(metrics()).find()
        && browser
            .run("return /Recall[0-9.]+ %/.test(document.querySelector('#tiles').textContent)")
            .booleanValue();
  }

  private String metrics() throws Exception {
    String port = page.wiring().settings().text("metrics.port");
    URI address = URI.create("http://127.0.0.1:%s/metrics".formatted(port));
    return page.send(HttpRequest.newBuilder(address)).body();
  }

  @Test
  void shouldShowTheSystemAndTheApi() {
    page.open("#system");
    browser.until("document.querySelectorAll('.finding').length > 5");
    assertThat(browser.text("#findings")).contains("broker", "embedder", "searcher");
    assertThat(browser.text("#indexes")).contains("Yes");
    assertThat(browser.text("#topics")).contains(page.wiring().topics().images());
    browser.click("[data-view=api]");
    browser.until("document.querySelectorAll('.operation').length > 15");
    assertThat(browser.text("#reference")).contains("/v1/search", "top_k", "--data-binary");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void shouldBeFitForEverybody() {
    browser.size(390, 844);
    page.open("");
    browser.until("document.querySelectorAll('#grid .card').length > 2");
    page.searchWith(3);
    for (String view : List.of("search", "add", "activity", "system", "api")) {
      browser.run("location.hash = arguments[0]", view);
      browser.until("!document.querySelector('#view-' + arguments[0]).hidden", view);
      browser.colours("light");
      assertThat(page.axe().violations(browser)).as(view).isEmpty();
      browser.colours("dark");
      assertThat(page.axe().contrasts(browser)).as("%s in the dark", view).isEmpty();
      assertThat(
              browser
                  .run("return document.documentElement.scrollWidth - window.innerWidth")
                  .intValue())
          .as("%s fits a telephone", view)
          .isNotPositive();
      assertThat(browser.run(OVERFLOWING)).as("what %s cuts off", view).isEmpty();
    }
  }

  @Test
  void shouldAskForTheTokenOfALockedConsole() {
    try (Wiring locked = page.wiring(List.of("console.token=open sesame"));
        Console guarded = ConsoleRole.start(locked)) {
      browser.open(guarded.address());
      browser.until("document.querySelector('#login').open");
      browser.type("#token", "wrong\uE007");
      browser.until("document.querySelector('#login-error').textContent");
      browser.run("token.value = ''");
      browser.type("#token", "open sesame\uE007");
      browser.until("document.querySelector('#grid .card img')?.naturalWidth > 0");
      browser.until("document.querySelector('#pulse').dataset.state === 'on'");
    }
  }
}
