package io.ciderstream.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ciderstream.client.kafka.TopicTail;
import io.ciderstream.schemas.avro.Box;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.tests.system.Scenes;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is shown of the pictures that were found, and what can be done with them. */
@ExtendWith(ConsoleExtension.class)
class ConsoleResultsIT {
  private final ConsolePage page;
  private final Browser browser;

  ConsoleResultsIT(ConsolePage page) {
    this.page = page;
    this.browser = page.browser();
  }

  @Test
  void shouldDrawTheBoxOfAMatchAndWhereTheModelLooked() throws Exception {
    try (TopicTail tail =
        page.wiring().kafka().tail(List.of(page.wiring().topics().descriptors()))) {
      page.put("plain.jpg", Scenes.jpeg(600), "?wait=indexed");
      Descriptor plain = BoxedPicture.awaitDescriptor(tail, "plain.jpg", page.wiring()::descriptor);
      BoxedPicture.produce(
          page.wiring(),
          plain,
          new Box(0.3f, 0.2f, 0.7f, 0.8f, 0.9f),
          "boxed.jpg",
          Scenes.jpeg(600));
    }
    page.open("");
    page.searchWith(600);
    browser.until("document.querySelector('[data-id=\"boxed.jpg\"] .boxes rect.over')");
    assertThat(
            browser
                .run(
                    """
                    const card = document.querySelector('[data-id="boxed.jpg"]');
                    const frame = card.querySelector('.frame').getBoundingClientRect();
                    const box = card.querySelector('rect.over').getBoundingClientRect();
                    return [(box.left - frame.left) / frame.width, (box.top - frame.top) / frame.height,
                        box.width / frame.width, box.height / frame.height].map((x) => Math.round(x * 10))
                    """)
                .toString())
        .isEqualTo("[3,2,4,6]");
    browser.click("[data-id='boxed.jpg'] [aria-label^='Heat map']");
    browser.until("document.querySelector('[data-id=\"boxed.jpg\"] canvas')?.width === 3");
    browser.click("[data-id='boxed.jpg'] [aria-label^='Details']");
    browser.until("document.querySelector('#detail').textContent.includes('SHA-256')");
    assertThat(page.axe().violations(browser)).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void shouldDrawWhereAVerifiedMatchShowsTheSamePlace() throws Exception {
    page.put("verified.jpg", Scenes.jpeg(620), "?wait=indexed");
    JsonNode match =
        new ObjectMapper()
            .readTree(
                page.send(
                        HttpRequest.newBuilder(URI.create(page.address() + "v1/search?verify=20"))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(Scenes.jpeg(620))))
                    .body())
            .at("/matches/0");
    assertThat(match.get("image_id").textValue()).isEqualTo("verified.jpg");
    JsonNode verification = match.get("verification");
    assertThat(verification.get("verified").booleanValue()).isTrue();

    page.open("");
    browser.until("!document.querySelector('#verify-field').hidden");
    page.searchWith(620);
    browser.until("document.querySelector('[data-id=\"verified.jpg\"] rect.matched')");
    assertThat(browser.text("[data-id='verified.jpg'] .inliers"))
        .isEqualTo("✓ %d inliers".formatted(verification.get("inliers").intValue()));
    assertThat(browser.text("#results-note")).containsPattern("[0-9]+ verified");
    assertThat(
            drawn("[data-id='verified.jpg'] rect.over.matched", "[data-id='verified.jpg'] .frame"))
        .isEqualTo(twentieths(verification.get("box")));
    assertThat(drawn("#subject-boxes rect.over.matched", "#subject"))
        .as("the same picture, which fills its stage")
        .isEqualTo(twentieths(verification.get("query_box")));
    browser.click("[data-id='verified.jpg'] [aria-label^='Details']");
    browser.until("document.querySelector('#detail').textContent.includes('Same place')");
    assertThat(page.axe().violations(browser)).isEmpty();

    page.open("");
    browser.until("!document.querySelector('#verify-field').hidden");
    browser.run("verify.value = '0'");
    page.searchWith(620);
    assertThat(browser.run("return document.querySelectorAll('.inliers, .matched').length").asInt())
        .isZero();
    assertThat(browser.complaints()).isEmpty();
  }

  /** Returns where an element is in another one: left, top, width and height in twentieths. */
  private String drawn(String element, String within) {
    return browser
        .run(
            """
            const outer = document.querySelector(arguments[1]).getBoundingClientRect();
            const box = document.querySelector(arguments[0]).getBoundingClientRect();
            return [(box.left - outer.left) / outer.width, (box.top - outer.top) / outer.height,
                box.width / outer.width, box.height / outer.height].map((x) => Math.round(x * 20)).join()
            """,
            element,
            within)
        .textValue();
  }

  private static String twentieths(JsonNode box) {
    double x1 = box.get("x1").doubleValue();
    double y1 = box.get("y1").doubleValue();
    return DoubleStream.of(
            x1, y1, box.get("x2").doubleValue() - x1, box.get("y2").doubleValue() - y1)
        .mapToObj(part -> Long.toString(Math.round(part * 20)))
        .collect(Collectors.joining(","));
  }

  @Test
  void shouldKeepFocusAndCardsWhilePicturesArrive() throws Exception {
    page.open("");
    browser.until("document.querySelectorAll('#grid .card').length > 2");
    browser.run(
        """
        const card = document.querySelector('#grid .card');
        card.dataset.mark = 'kept';
        card.querySelector('.tools button').focus();
        """);
    page.put("arriving.jpg", Scenes.jpeg(800), "?wait=indexed");
    browser.until("document.querySelector('#grid .card').dataset.id === 'arriving.jpg'");
    assertThat(
            browser.run("return document.activeElement.closest('.card')?.dataset.mark").textValue())
        .isEqualTo("kept");
  }

  @Test
  void shouldSayThatADeletionIsNotSeenYet() {
    page.open("");
    browser.until("document.querySelector('#grid .card')");
    browser.run(
        """
        const real = window.fetch;
        window.fetch = (path, options) => options?.method === 'DELETE'
            ? Promise.resolve(new Response('{"indexed": false}', { status: 202 }))
            : real(path, options);
        """);
    String id = page.best();
    browser.click("#grid .card [aria-label^=Delete]");
    browser.click("#confirm [value=yes]");
    browser.until("document.querySelector('#toasts').textContent.includes('accepted')");
    assertThat(browser.text("#toasts")).doesNotContain("Deleted");
    assertThat(page.best()).isEqualTo(id);
  }

  @Test
  void shouldShowThatThePictureOfAHeatMapIsGone() {
    page.open("");
    browser.until("document.querySelector('#grid .card img')?.naturalWidth > 0");
    answerPictures(410);
    browser.run("document.querySelector('#grid .card img').dispatchEvent(new Event('error'))");
    browser.until("document.querySelector('#grid .card .gone')");
    browser.click("#grid .card [aria-label^='Heat map']");
    browser.until("document.querySelector('#toasts').textContent.includes('no longer has')");
    assertThat(browser.text("#grid .gone")).contains("no longer has");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void shouldLoadAPictureAgainThatCameTooOftenOnce() {
    page.open("");
    browser.until("document.querySelector('#grid .card img')?.naturalWidth > 0");
    answerPictures(429, 200);
    browser.run(
        """
        const image = document.querySelector('#grid .card img');
        image.addEventListener('load', () => { window.loaded = true; });
        image.dispatchEvent(new Event('error'));
        """);
    browser.until("window.loaded");
    assertThat(browser.run("return document.querySelector('#grid .gone')").isNull()).isTrue();
  }

  /** Sets the statuses of the page's next requests for thumbnails. */
  private void answerPictures(Integer... statuses) {
    browser.run(
        """
        const real = window.fetch;
        const statuses = arguments[0];
        window.fetch = (path, options) => path.includes('width=')
            ? Promise.resolve(new Response('{}', { status: statuses.shift() }))
            : real(path, options);
        """,
        List.of(statuses));
  }

  @Test
  void shouldFindByIdAndCompareAndDeleteMany() throws Exception {
    page.put("many-1.jpg", Scenes.jpeg(820), "");
    page.put("many-2.jpg", Scenes.jpeg(821), "?wait=indexed");
    page.open("");
    browser.type("#find-id", "many-2.jpg\uE007");
    browser.until("document.querySelector('#results-title').textContent === 'Picture'");
    browser.until("document.querySelector('#grid .card')?.dataset.id === 'many-2.jpg'");
    browser.type("#find-id", "x\uE007");
    browser.until("document.querySelector('#empty-title').textContent.includes('No picture')");

    page.searchWith(820);
    browser.click("[data-id='many-1.jpg'] [aria-label^='Details']");
    assertThat(browser.run("return document.querySelectorAll('.compared figure').length").asInt())
        .isEqualTo(2);
    browser.press("\uE014");
    browser.until("document.querySelector('#detail-position').textContent.startsWith('2 of')");
    assertThat(page.axe().violations(browser)).isEmpty();
    browser.press("\uE00C");
    browser.until("!document.querySelector('#detail').open");

    for (String id : List.of("many-1.jpg", "many-2.jpg")) {
      browser.run(
          "document.querySelector(`[data-id='${arguments[0]}'] .select input`).click()", id);
    }
    browser.click("#selection-delete");
    browser.click("#confirm-yes");
    browser.until("document.querySelector('#toasts').textContent.includes('Deleted 2')");
    assertThat(browser.run("return document.querySelector('[data-id^=many]')").isNull()).isTrue();
    assertThat(browser.run("return selection.hidden").booleanValue()).isTrue();
  }
}
