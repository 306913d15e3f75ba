package io.ciderstream.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ciderstream.tests.system.Scenes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Searching: with a file, a match, a part, several pictures, filters and the address of a search.
 */
@ExtendWith(ConsoleExtension.class)
class ConsoleSearchIT {
  private final ConsolePage page;
  private final Browser browser;

  ConsoleSearchIT(ConsolePage page) {
    this.page = page;
    this.browser = page.browser();
  }

  @Test
  void shouldFindADroppedPictureAndForgetItWhenDeleted() throws Exception {
    page.put("to-delete.jpg", Scenes.jpeg(500), "?wait=indexed");
    page.open("");
    page.searchWith(500);
    assertThat(page.best()).isEqualTo("to-delete.jpg");
    assertThat(browser.text("#grid .card .score")).isEqualTo("1.000 nearly identical");
    browser.until("document.querySelector('#grid .card img').naturalWidth > 0");
    assertThat(browser.text("#subject-name")).isEqualTo(ConsolePage.NAME);

    browser.click("#grid .card [aria-label^=Delete]");
    browser.click("#confirm [value=no]");
    assertThat(page.best()).isEqualTo("to-delete.jpg");
    browser.click("#grid .card [aria-label^=Delete]");
    browser.click("#confirm [value=yes]");
    browser.until("document.querySelector('#toasts').textContent.includes('Deleted')");
    assertThat(page.best()).isNotEqualTo("to-delete.jpg");
    browser.click("#go");
    browser.until(ConsolePage.MATCHES);
    assertThat(browser.run("return document.querySelector('[data-id=\"to-delete.jpg\"]')").isNull())
        .isTrue();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void shouldSearchWithThePartThatIsDrawn() {
    page.open("");
    page.searchWith(1);
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
    page.open("");
    page.searchWith(2);
    browser.run("document.querySelectorAll('#grid .frame')[1].focus()");
    String second =
        browser.run("return document.querySelectorAll('#grid .card')[1].dataset.id").textValue();
    browser.press("\uE007");
    browser.until("document.querySelector('#subject-name').textContent === arguments[0]", second);
    browser.until("document.activeElement.id === 'go'");
    browser.until(ConsolePage.MATCHES);
    assertThat(page.best()).isEqualTo(second);

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
  void shouldNotPaintASearchThatWasGivenUp() {
    page.open("");
    browser.until("document.querySelector('#grid .card img')?.naturalWidth > 0");
    browser.click("#grid .frame");
    browser.until(ConsolePage.MATCHES);
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
    page.searchWith(4);
    String shown = page.best();
    browser.runAsync("release(); setTimeout(arguments[0]);");
    assertThat(browser.run("return document.querySelectorAll('.skeleton').length").intValue())
        .isZero();
    assertThat(page.best()).isEqualTo(shown);
  }

  @Test
  void shouldKeepTheSearchInTheAddress() {
    page.open("");
    page.searchWith(5);
    browser.type("#filter", "shape = odd\uE007");
    browser.until(ConsolePage.MATCHES);
    String filtered = browser.run("return location.hash").textValue();
    assertThat(filtered).startsWith("#search?picture=").contains("filter=metadata");
    browser.run("history.back()");
    browser.until("!document.querySelector('.filter') && " + ConsolePage.MATCHES);
    assertThat(page.best()).isEqualTo(Scenes.name(5));
    browser.run("location.hash = arguments[0]", filtered);
    browser.until("document.querySelector('.filter')");
    page.reload();
    browser.until("document.querySelector('.filter') && " + ConsolePage.MATCHES);
    assertThat(browser.text("#subject-name")).isEqualTo(ConsolePage.NAME);
    assertThat(page.best()).isEqualTo(Scenes.name(5));

    browser.open(page.address() + "#search?self=no&id=" + Scenes.name(5));
    page.reload();
    browser.until(ConsolePage.MATCHES);
    assertThat(page.best()).isNotEqualTo(Scenes.name(5));
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
    String one =
        "document.querySelectorAll('#grid [data-id^=scene]').length === 1 && "
            + ConsolePage.MATCHES;
    page.open("");
    page.searchWith(2);
    browser.until("!document.querySelector('#group-field').hidden");
    browser.run("group.value = 'shape'; group.dispatchEvent(new Event('change'))");
    browser.until(one);
    assertThat(page.best()).isEqualTo(Scenes.name(2));
    assertThat(browser.text("#results-note")).contains("one for each “shape”");
    assertThat(browser.run("return location.hash").textValue()).contains("group=shape");
    page.reload();
    browser.until(one);
    browser.run("history.back()");
    browser.until("!document.querySelector('#group').value && " + ConsolePage.MATCHES);
    assertThat(browser.run("return document.querySelectorAll('[data-id^=scene]').length").asInt())
        .isGreaterThan(1);
  }

  @Test
  void shouldSearchWithSeveralPictures() {
    String ids = "[...document.querySelectorAll('#grid .card')].map((card) => card.dataset.id)";
    page.open("");
    browser.until("document.querySelectorAll('#grid [data-id^=scene]').length > 3");
    for (int scene : List.of(1, 4)) {
      browser.run(
          "document.querySelector(`[data-id='${arguments[0]}'] .select input`).click()",
          Scenes.name(scene));
    }
    browser.click("#selection-search");
    browser.until(ConsolePage.MATCHES);
    assertThat(browser.text("#subject-name")).isEqualTo(Scenes.name(1) + " and 1 more");
    browser.run("combine.value = 'any'; combine.dispatchEvent(new Event('change'))");
    browser.until("location.hash.includes('combine=any') && " + ConsolePage.MATCHES);
    page.reload();
    browser.until(ConsolePage.MATCHES);
    assertThat(browser.run("return " + ids + ".slice(0, 2).sort().join()").textValue())
        .isEqualTo(Scenes.name(1) + "," + Scenes.name(4));
    assertThat(page.axe().violations(browser)).isEmpty();
    browser.click("#exclude-self");
    browser.until("!%s.includes('%s') && %s".formatted(ids, Scenes.name(4), ConsolePage.MATCHES));
    browser.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }");
    browser.run("window.copied = ''; share.open = true");
    browser.click("#copy-python");
    browser.until("window.copied");
    assertThat(browser.run("return window.copied").textValue())
        .contains("\"image_ids\": [\"%s\", \"%s\"]".formatted(Scenes.name(1), Scenes.name(4)))
        .contains("\"combine\": \"any\"", "\"exclude_self\": True");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void shouldReadFiltersAsPeopleTypeThem() {
    page.open("");
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
}
