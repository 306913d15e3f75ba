package io.ciderstream.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.tests.system.Scenes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Uploads, and records that were refused. */
@ExtendWith(ConsoleExtension.class)
class ConsoleRecordsIT {
  @TempDir private static Path folder;
  private final ConsolePage page;
  private final Browser browser;

  ConsoleRecordsIT(ConsolePage page) {
    this.page = page;
    this.browser = page.browser();
  }

  @Test
  void shouldUploadManyAndShowWhatWasRefusedAndSendItAgain() throws IOException {
    Path good = Files.write(folder.resolve("up-1.jpg"), Scenes.jpeg(701));
    Path namesake =
        Files.write(
            Files.createDirectory(folder.resolve("other")).resolve("up-1.jpg"), Scenes.jpeg(702));
    Path bad = Files.write(folder.resolve("up-2.jpg"), ConsolePage.tooLarge());
    page.open("#add");
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
    assertThat(page.axe().violations(browser)).isEmpty();

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
  void shouldAskBeforeARefusedRecordUndoesALaterChange() throws Exception {
    page.put("again.jpg", ConsolePage.tooLarge(), "?wait=indexed");
    page.put("again.jpg", Scenes.jpeg(801), "?wait=indexed");
    page.open("#activity");
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

    page.delete("again.jpg");
    browser.click(send);
    browser.until("document.querySelector('#confirm').open");
    assertThat(browser.text("#confirm-title")).isEqualTo("Bring the picture back?");
    browser.click("#confirm-no");
  }

  @Test
  void shouldAnswerForAPartitionThatIsNotThere() throws Exception {
    URI nowhere = URI.create(page.address() + "v1/images/" + Scenes.name(0) + "?at=9999:0");
    assertThat(page.send(HttpRequest.newBuilder(nowhere)).statusCode()).isEqualTo(410);
  }
}
