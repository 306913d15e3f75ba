package io.ciderstream.tests.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ciderstream.cli.console.ConsoleRole;
import io.ciderstream.cli.settings.SettingsLoader;
import io.ciderstream.cli.system.LocalSystem;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.client.kafka.TopicTail;
import io.ciderstream.console.Console;
import io.ciderstream.schemas.ReservedIds;
import io.ciderstream.schemas.avro.Box;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.tests.system.Scenes;
import io.ciderstream.tests.system.TestSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleIT {
  private static final int SCENES = 8;
  private static final String NAME = "mine, with a name too long for the place it has.jpg";
  private static final Duration AWAIT_TIMEOUT = Duration.ofSeconds(60);
  private static final String MATCHES =
      "document.querySelector('#results').getAttribute('aria-busy') === 'false'"
          + " && document.querySelector('#results-title').textContent === 'Matches'"
          + " && document.querySelector('#grid .card')";

  /** Finds elements of a panel that extend beyond it. */
  private static final String OVERFLOWING =
      """
      return [...document.querySelectorAll('.panel > *')]
          .filter((part) => part.getBoundingClientRect().right
              > part.parentElement.getBoundingClientRect().right)
          .map((part) => part.outerHTML)
      """;

  /** The header of a PNG of 100,000 by 100,000 pixels: rejected, and accepted with other limits. */
  private static final byte[] TOO_LARGE =
      HexFormat.of()
          .parseHex("89504e470d0a1a0a0000000d49484452000186a0000186a00806000000" + "00000000");

  @TempDir private static Path folder;
  private static Wiring wiring;
  private static LocalSystem system;
  private static Console console;
  private static Chromium chromium;
  private static Axe axe;
  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    chromium = Chromium.start();
    axe = Axe.load();
    browser = new Browser(chromium);
    wiring = wiring(List.of("canary.interval.ms=1000", "searcher.recall.share=1"));
    system = LocalSystem.start(wiring, text -> {});
    console = ConsoleRole.start(wiring);
    List<HttpResponse<String>> answers = new ArrayList<>();
    for (int i = 0; i < SCENES; i++) {
      String wait = i == SCENES - 1 ? "&wait=indexed" : "";
      answers.add(put(Scenes.name(i), Scenes.jpeg(i), "?meta.shape=odd" + wait));
    }
    assertThat(answers).allMatch(answer -> answer.statusCode() < 300);
    await().atMost(AWAIT_TIMEOUT).until(() -> wiring.rows() == SCENES);
  }

  private static List<String> settings;

  private static Wiring wiring(List<String> more) {
    if (settings == null) {
      settings = TestSettings.in(folder.resolve("data"));
    }
    List<String> all = new ArrayList<>(settings);
    all.addAll(more);
    return new Wiring(SettingsLoader.load(folder.resolve("none"), Map.of(), all));
  }

  private static HttpResponse<String> put(String id, byte[] content, String query)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(console.address() + "v1/images/" + id + query))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(content)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @AfterAll
  static void stop() {
    for (AutoCloseable part : new AutoCloseable[] {browser, chromium, console, wiring, system}) {
      try {
        if (part != null) {
          part.close();
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @BeforeEach
  void forgetTheLastPage() {
    browser.open("about:blank");
    browser.size(1280, 900);
    browser.colours("light");
    browser.complaints();
  }

  private void open(String view) {
    browser.open(console.address() + view);
    browser.until("document.querySelector('#pulse').dataset.state === 'on'");
  }

  private String best() {
    return browser.run("return document.querySelector('#grid .card').dataset.id").textValue();
  }

  private void searchWith(int scene) {
    browser.drop("#drop", NAME, Scenes.jpeg(scene));
    browser.until(MATCHES);
  }

  @Test
  void shouldFindADroppedPictureAndForgetItWhenDeleted() throws Exception {
    put("to-delete.jpg", Scenes.jpeg(500), "?wait=indexed");
    open("");
    searchWith(500);
    assertThat(best()).isEqualTo("to-delete.jpg");
    assertThat(browser.text("#grid .card .score")).isEqualTo("1.000 nearly identical");
    browser.until("document.querySelector('#grid .card img').naturalWidth > 0");
    assertThat(browser.text("#subject-name")).isEqualTo(NAME);

    browser.click("#grid .card [aria-label^=Delete]");
    browser.click("#confirm [value=no]");
    assertThat(best()).isEqualTo("to-delete.jpg");
    browser.click("#grid .card [aria-label^=Delete]");
    browser.click("#confirm [value=yes]");
    browser.until("document.querySelector('#toasts').textContent.includes('Deleted')");
    assertThat(best()).isNotEqualTo("to-delete.jpg");
    browser.click("#go");
    browser.until(MATCHES);
    assertThat(browser.run("return document.querySelector('[data-id=\"to-delete.jpg\"]')").isNull())
        .isTrue();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void shouldShowHowFreshAndCompleteTheIndexIsButNoCanary() throws Exception {
    open("");
    searchWith(1);
    browser.open(console.address() + "#activity");
    browser.until("document.querySelector('#tiles').textContent.includes('visible')");
    browser.until("/Recall[0-9.]+ %/.test(document.querySelector('#tiles').textContent)");
    assertThat(wiring.index().count()).isGreaterThan(wiring.rows());
    HttpResponse<String> latest =
        send(HttpRequest.newBuilder(URI.create(console.address() + "v1/images?limit=60")));
    assertThat(latest.body()).contains(Scenes.name(0)).doesNotContain(ReservedIds.PREFIX);
    assertThat(put(ReservedIds.CANARIES.getFirst().value(), Scenes.jpeg(0), "").statusCode())
        .isEqualTo(400);
    String metrics =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            "http://127.0.0.1:%s/metrics"
                                .formatted(wiring.settings().text("metrics.port"))))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    assertThat(metrics)
        .contains("cider_canary_seconds_count{stage=\"total\"}", "cider_canary_lost_total 0.0")
        .containsPattern("cider_recall\\{bound=\"high\"} [01]\\.");
  }

  @Test
  void shouldDrawTheBoxOfAMatchAndWhereTheModelLooked() throws Exception {
    try (TopicTail tail = wiring.kafka().tail(List.of(wiring.topics().descriptors()))) {
      put("plain.jpg", Scenes.jpeg(600), "?wait=indexed");
      Descriptor plain = BoxedPicture.awaitDescriptor(tail, "plain.jpg", wiring::descriptor);
      BoxedPicture.produce(
          wiring, plain, new Box(0.3f, 0.2f, 0.7f, 0.8f, 0.9f), "boxed.jpg", Scenes.jpeg(600));
    }
    open("");
    searchWith(600);
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
    assertThat(axe.violations(browser)).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void shouldDrawWhereAVerifiedMatchShowsTheSamePlace() throws Exception {
    put("verified.jpg", Scenes.jpeg(620), "?wait=indexed");
    JsonNode match =
        new ObjectMapper()
            .readTree(
                send(HttpRequest.newBuilder(URI.create(console.address() + "v1/search?verify=20"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Scenes.jpeg(620))))
                    .body())
            .at("/matches/0");
    assertThat(match.get("image_id").textValue()).isEqualTo("verified.jpg");
    JsonNode verification = match.get("verification");
    assertThat(verification.get("verified").booleanValue()).isTrue();

    open("");
    browser.until("!document.querySelector('#verify-field').hidden");
    searchWith(620);
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
    assertThat(axe.violations(browser)).isEmpty();

    open("");
    browser.until("!document.querySelector('#verify-field').hidden");
    browser.run("verify.value = '0'");
    searchWith(620);
    assertThat(browser.run("return document.querySelectorAll('.inliers, .matched').length").asInt())
        .isZero();
    assertThat(browser.complaints()).isEmpty();
  }

  /** Returns where an element is in another one: left, top, width and height in twentieths. */
  private static String drawn(String element, String within) {
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
  void shouldSearchWithThePartThatIsDrawn() {
    open("");
    searchWith(1);
    browser.run("document.querySelector('#results-note').textContent = ''");
    browser.drag("#subject", 0.2, 0.25, 0.7, 0.75);
    browser.until("document.querySelector('#results-note').textContent.includes('match')");
    assertThat(browser.run("return Number(x1.value) + ' ' + Number(x2.value)").textValue())
        .matches("(19|20|21) (69|70|71)");
    assertThat(browser.run("return region.hidden").booleanValue()).isFalse();
    assertThat(
            browser
                .run("return Number(document.querySelector('.score b').textContent)")
                .doubleValue())
        .isLessThan(0.999);
    browser.run("document.querySelector('#results-note').textContent = ''");
    browser.drag("#subject", 0.5, 0.5, 0.5, 0.5);
    browser.until("document.querySelector('#results-note').textContent.includes('match')");
    assertThat(browser.text("#grid .card .score")).isEqualTo("1.000 nearly identical");
  }

  @Test
  void shouldSearchByKeyboardWithAMatchAndAFilter() {
    open("");
    searchWith(2);
    browser.run("document.querySelectorAll('#grid .frame')[1].focus()");
    String second =
        browser.run("return document.querySelectorAll('#grid .card')[1].dataset.id").textValue();
    browser.press("\uE007");
    browser.until("document.querySelector('#subject-name').textContent === arguments[0]", second);
    browser.until("document.activeElement.id === 'go'");
    browser.until(MATCHES);
    assertThat(best()).isEqualTo(second);

    browser.run("filter.focus()");
    browser.until("document.querySelector('#filter-options option')");
    assertThat(
            browser
                .run("return document.querySelector('#filter-options option').value")
                .textValue())
        .isEqualTo("shape = \"odd\"");
    browser.type("#filter", "shape = even\uE007");
    browser.until("document.querySelector('#empty-title').textContent === 'No match'");
    assertThat(browser.text("#empty-text")).contains("filter");
    browser.type("#filter", "exists (\uE007");
    browser.until("document.querySelector('#empty-text').textContent.includes('FILTER_INVALID')");
  }

  @Test
  void shouldUploadManyAndShowWhatWasRefusedAndSendItAgain() throws IOException {
    Path good = Files.write(folder.resolve("up-1.jpg"), Scenes.jpeg(701));
    Path namesake =
        Files.write(
            Files.createDirectory(folder.resolve("other")).resolve("up-1.jpg"), Scenes.jpeg(702));
    Path bad = Files.write(folder.resolve("up-2.jpg"), TOO_LARGE);
    open("#add");
    browser.type("#prefix", "my/");
    browser.type("#files", good + "\n" + bad + "\n" + namesake);
    browser.until(
        "document.querySelector('#uploads-note').textContent === '2 of 3 searchable, 1 rejected.'");
    assertThat(browser.run("return document.querySelectorAll('.state.searchable').length").asInt())
        .isEqualTo(2);
    assertThat(browser.text(".why")).contains("PICTURE_TOO_LARGE");
    assertThat(
            browser
                .run(
                    "return [...document.querySelectorAll('#uploads-list .ellipsis')]"
                        + ".map(id => id.textContent).join()")
                .textValue())
        .isEqualTo("my/up-1.jpg,my/up-2.jpg,my/up-1-2.jpg");
    assertThat(axe.violations(browser)).isEmpty();

    browser.click("[data-view=activity]");
    browser.until(
        "document.querySelector('#letters td.id')?.textContent.startsWith('my/up-2.jpg')");
    assertThat(browser.text("#letters .code")).isEqualTo("PICTURE_TOO_LARGE");
    int before = browser.run("return document.querySelectorAll('#letters tr').length").intValue();
    browser.click("#letters button");
    browser.until("document.querySelectorAll('#letters tr').length === arguments[0]", before + 1);
    browser.until("document.querySelector('#tiles dd').textContent !== '–'");
    browser.until("document.querySelector('.chart canvas')");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void shouldKeepFocusAndCardsWhilePicturesArrive() throws Exception {
    open("");
    browser.until("document.querySelectorAll('#grid .card').length > 2");
    browser.run(
        """
        const card = document.querySelector('#grid .card');
        card.dataset.mark = 'kept';
        card.querySelector('.tools button').focus();
        """);
    put("arriving.jpg", Scenes.jpeg(800), "?wait=indexed");
    browser.until("document.querySelector('#grid .card').dataset.id === 'arriving.jpg'");
    assertThat(
            browser.run("return document.activeElement.closest('.card')?.dataset.mark").textValue())
        .isEqualTo("kept");
  }

  @Test
  void shouldSayThatADeletionIsNotSeenYet() {
    open("");
    browser.until("document.querySelector('#grid .card')");
    browser.run(
        """
        const real = window.fetch;
        window.fetch = (path, options) => options?.method === 'DELETE'
            ? Promise.resolve(new Response('{"indexed": false}', { status: 202 }))
            : real(path, options);
        """);
    String id = best();
    browser.click("#grid .card [aria-label^=Delete]");
    browser.click("#confirm [value=yes]");
    browser.until("document.querySelector('#toasts').textContent.includes('accepted')");
    assertThat(browser.text("#toasts")).doesNotContain("Deleted");
    assertThat(best()).isEqualTo(id);
  }

  @Test
  void shouldNotPaintASearchThatWasGivenUp() {
    open("");
    browser.until("document.querySelector('#grid .card img')?.naturalWidth > 0");
    browser.click("#grid .frame");
    browser.until(MATCHES);
    browser.until("document.querySelector('#subject').naturalWidth > 0");
    browser.run(
        """
        const real = window.fetch;
        window.fetch = (path, options) => path.includes('at=') && !path.includes('width=')
            ? Promise.resolve({ ok: true, blob: () => new Promise((resolve) => {
                window.release = () => resolve(new Blob(['x']));
              }) })
            : real(path, options);
        """);
    browser.drag("#subject", 0.2, 0.25, 0.7, 0.75);
    browser.until("window.release");
    browser.click("#clear");
    browser.until("document.querySelector('#results-title').textContent === 'Latest pictures'");
    assertThat(browser.run("return document.activeElement.id").textValue()).isEqualTo("file");
    searchWith(4);
    String shown = best();
    browser.runAsync("release(); setTimeout(arguments[0]);");
    assertThat(browser.run("return document.querySelectorAll('.skeleton').length").intValue())
        .isZero();
    assertThat(best()).isEqualTo(shown);
  }

  @Test
  void shouldShowThatThePictureOfAHeatMapIsGone() {
    open("");
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
    open("");
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
  void shouldAskBeforeARefusedRecordUndoesALaterChange() throws Exception {
    put("again.jpg", TOO_LARGE, "?wait=indexed");
    put("again.jpg", Scenes.jpeg(801), "?wait=indexed");
    open("#activity");
    String send = "#letters [aria-label='Send again.jpg again']";
    browser.until("document.querySelector(arguments[0])", send);
    browser.click(send);
    browser.until("document.querySelector('#confirm').open");
    assertThat(browser.text("#confirm-title")).isEqualTo("Replace the newer picture?");
    browser.click("#confirm-no");
    browser.until("!document.querySelector(arguments[0]).disabled", send);
    assertThat(browser.text("#toasts")).isEmpty();

    browser.click(send);
    browser.until("document.querySelector('#confirm').open");
    browser.click("#confirm-yes");
    browser.until("document.querySelectorAll(arguments[0]).length === 2", send);

    delete("again.jpg");
    browser.click(send);
    browser.until("document.querySelector('#confirm').open");
    assertThat(browser.text("#confirm-title")).isEqualTo("Bring the picture back?");
    browser.click("#confirm-no");
  }

  private static void delete(String id) throws IOException, InterruptedException {
    assertThat(
            send(HttpRequest.newBuilder(
                        URI.create(console.address() + "v1/images/" + id + "?wait=indexed"))
                    .DELETE())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void shouldAnswerForAPartitionThatIsNotThere() throws Exception {
    URI nowhere = URI.create(console.address() + "v1/images/" + Scenes.name(0) + "?at=9999:0");
    assertThat(send(HttpRequest.newBuilder(nowhere)).statusCode()).isEqualTo(410);
  }

  @Test
  void shouldKeepTheSearchInTheAddress() {
    open("");
    searchWith(5);
    browser.type("#filter", "shape = odd\uE007");
    browser.until(MATCHES);
    String filtered = browser.run("return location.hash").textValue();
    assertThat(filtered).startsWith("#search?picture=").contains("filter=metadata");
    browser.run("history.back()");
    browser.until("!document.querySelector('.filter') && " + MATCHES);
    assertThat(best()).isEqualTo(Scenes.name(5));
    browser.run("location.hash = arguments[0]", filtered);
    browser.until("document.querySelector('.filter')");
    reload();
    browser.until("document.querySelector('.filter') && " + MATCHES);
    assertThat(browser.text("#subject-name")).isEqualTo(NAME);
    assertThat(best()).isEqualTo(Scenes.name(5));

    browser.open(console.address() + "#search?self=no&id=" + Scenes.name(5));
    reload();
    browser.until(MATCHES);
    assertThat(best()).isNotEqualTo(Scenes.name(5));
    browser.run("min.value = '1'; min.dispatchEvent(new Event('input'))");
    browser.until("document.querySelector('#empty-title').textContent.includes('this similar')");
    assertThat(browser.run("return location.hash").textValue()).contains("min=1");
    browser.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }");
    for (String what : List.of("link", "curl", "python")) {
      browser.run("window.copied = ''; share.open = true");
      browser.click("#copy-" + what);
      browser.until("window.copied.includes(arguments[0])", Scenes.name(5));
    }
    assertThat(browser.run("return window.copied").textValue())
        .contains("session.post(", "\"exclude_self\": True", "\"min_score\": 1");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void shouldShowOneMatchForEachValueOfAName() {
    String one = "document.querySelectorAll('#grid [data-id^=scene]').length === 1 && " + MATCHES;
    open("");
    searchWith(2);
    browser.until("!document.querySelector('#group-field').hidden");
    browser.run("group.value = 'shape'; group.dispatchEvent(new Event('change'))");
    browser.until(one);
    assertThat(best()).isEqualTo(Scenes.name(2));
    assertThat(browser.text("#results-note")).contains("one for each “shape”");
    assertThat(browser.run("return location.hash").textValue()).contains("group=shape");
    reload();
    browser.until(one);
    browser.run("history.back()");
    browser.until("!document.querySelector('#group').value && " + MATCHES);
    assertThat(browser.run("return document.querySelectorAll('[data-id^=scene]').length").asInt())
        .isGreaterThan(1);
  }

  @Test
  void shouldSearchWithSeveralPictures() {
    String ids = "[...document.querySelectorAll('#grid .card')].map((card) => card.dataset.id)";
    open("");
    browser.until("document.querySelectorAll('#grid [data-id^=scene]').length > 3");
    for (int scene : List.of(1, 4)) {
      browser.run(
          "document.querySelector(`[data-id='${arguments[0]}'] .select input`).click()",
          Scenes.name(scene));
    }
    browser.click("#selection-search");
    browser.until(MATCHES);
    assertThat(browser.text("#subject-name")).isEqualTo(Scenes.name(1) + " and 1 more");
    browser.run("combine.value = 'any'; combine.dispatchEvent(new Event('change'))");
    browser.until("location.hash.includes('combine=any') && " + MATCHES);
    reload();
    browser.until(MATCHES);
    assertThat(browser.run("return " + ids + ".slice(0, 2).sort().join()").textValue())
        .isEqualTo(Scenes.name(1) + "," + Scenes.name(4));
    assertThat(axe.violations(browser)).isEmpty();
    browser.click("#exclude-self");
    browser.until("!%s.includes('%s') && %s".formatted(ids, Scenes.name(4), MATCHES));
    browser.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }");
    browser.run("window.copied = ''; share.open = true");
    browser.click("#copy-python");
    browser.until("window.copied");
    assertThat(browser.run("return window.copied").textValue())
        .contains("\"image_ids\": [\"%s\", \"%s\"]".formatted(Scenes.name(1), Scenes.name(4)))
        .contains("\"combine\": \"any\"", "\"exclude_self\": True");
    assertThat(browser.complaints()).isEmpty();
  }

  private static void reload() {
    browser.run("window.old = true; location.reload()");
    browser.until("!window.old");
  }

  @Test
  void shouldFindByIdAndCompareAndDeleteMany() throws Exception {
    put("many-1.jpg", Scenes.jpeg(820), "");
    put("many-2.jpg", Scenes.jpeg(821), "?wait=indexed");
    open("");
    browser.type("#find-id", "many-2.jpg\uE007");
    browser.until("document.querySelector('#results-title').textContent === 'Picture'");
    browser.until("document.querySelector('#grid .card')?.dataset.id === 'many-2.jpg'");
    browser.type("#find-id", "x\uE007");
    browser.until("document.querySelector('#empty-title').textContent.includes('No picture')");

    searchWith(820);
    browser.click("[data-id='many-1.jpg'] [aria-label^='Details']");
    assertThat(browser.run("return document.querySelectorAll('.compared figure').length").asInt())
        .isEqualTo(2);
    browser.press("\uE014");
    browser.until("document.querySelector('#detail-position').textContent.startsWith('2 of')");
    assertThat(axe.violations(browser)).isEmpty();
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

  @Test
  void shouldShowTheSystemAndTheApi() {
    open("#system");
    browser.until("document.querySelectorAll('.finding').length > 5");
    assertThat(browser.text("#findings")).contains("broker", "embedder", "searcher");
    assertThat(browser.text("#indexes")).contains("Yes");
    assertThat(browser.text("#topics")).contains(wiring.topics().images());
    browser.click("[data-view=api]");
    browser.until("document.querySelectorAll('.operation').length > 15");
    assertThat(browser.text("#reference")).contains("/v1/search", "top_k", "--data-binary");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void shouldReadFiltersAsPeopleTypeThem() {
    open("");
    JsonNode wrong =
        browser.runAsync(
            """
            const done = arguments[0];
            import('/expressions.js').then(({ expression, label, typedAs, joined }) => {
              const names = { shop: ['"north"'], price: ['10'] };
              const cases = [
                ['shop = north', 'metadata["shop"] == "north"'],
                ['shop=10', 'metadata["shop"] == "10"'],
                ['price >= 10.5', 'metadata["price"] >= 10.5'],
                ['price = "10"', 'metadata["price"] == "10"'],
                ['sold: true', 'metadata["sold"] == true'],
                ['"a b" != x y', 'metadata["a b"] != "x y"'],
                ['captured_at > 2024-01-01T00:00:00Z', 'captured_at > 1704067200000'],
                ['exists metadata["x"]', 'exists metadata["x"]'],
                ['shop', null],
                ['shop = ', null],
              ];
              const both = joined(['metadata["a"] == 1', 'not (captured_at > 5)']);
              done([
                ...cases.filter(([typed, wanted]) => expression(typed, names) !== wanted)
                    .map(([typed]) => `${typed}: ${expression(typed, names)}`),
                ...cases.filter(([, filter]) => filter && expression(typedAs(filter), names) !== filter)
                    .map(([, filter]) => `${filter} becomes ${typedAs(filter)}`),
                ...(label('metadata["shop"] == "north"') === 'shop = north' ? [] : ['label']),
                ...(both === 'metadata["a"] == 1 and (not (captured_at > 5))' ? [] : [both]),
              ]);
            }, (error) => done([String(error)]));
            """);
    assertThat(wrong).isEmpty();
  }

  @Test
  void shouldBeFitForEverybody() {
    browser.size(390, 844);
    open("");
    browser.until("document.querySelectorAll('#grid .card').length > 2");
    searchWith(3);
    for (String view : List.of("search", "add", "activity", "system", "api")) {
      browser.run("location.hash = arguments[0]", view);
      browser.until("!document.querySelector('#view-' + arguments[0]).hidden", view);
      browser.colours("light");
      assertThat(axe.violations(browser)).as(view).isEmpty();
      browser.colours("dark");
      assertThat(axe.contrasts(browser)).as("%s in the dark", view).isEmpty();
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
    try (Wiring locked = wiring(List.of("console.token=open sesame"));
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
