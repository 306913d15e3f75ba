package io.ciderstream.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.overlap.candidate.Candidate;
import io.ciderstream.overlap.candidate.CandidateFile;
import io.ciderstream.overlap.folder.AuditFolder;
import io.ciderstream.overlap.folder.AuditedPair;
import io.ciderstream.overlap.list.EvaluationSide;
import io.ciderstream.overlap.review.Mark;
import io.ciderstream.overlap.review.MarkFile;
import io.ciderstream.overlap.review.Marks;
import io.ciderstream.overlap.review.PictureCopies;
import io.ciderstream.overlap.review.ReviewPage;
import io.ciderstream.overlap.review.ReviewServer;
import io.ciderstream.tests.system.Scenes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of an audit in a browser: class a has two pairs, class b one. */
class ReviewPageIT {
  private static final String NAME = "</script><b>tag & name</b>";

  @TempDir private static Path folder;
  private static AuditFolder audit;
  private static Chromium chromium;
  private static Browser browser;
  private static ReviewServer server;

  @BeforeAll
  static void start() throws Exception {
    audit = AuditFolder.create(folder.resolve("audit"));
    for (int i = 0; i < 3; i++) {
      Files.write(folder.resolve(i + ".jpg"), Scenes.jpeg(i));
    }
    CandidateFile.write(
        audit.candidateFile(), List.of(pair(0, "a", 0.9), pair(1, "a", 0.8), pair(2, "b", 0.7)));
    Files.writeString(
        audit.path().resolve("verified-sift.jsonl"),
        """
        {"method":"sift","settings":"any","certainInliers":40}
        {"query":0,"row":0,"match":{"inliers":30,"mirrored":true,"points":[{"queryX":0.5,"queryY":0.5,"x":0.25,"y":0.5},{"queryX":0.1,"queryY":0.5,"x":0.75,"y":0.5}]}}
        """);
    EvaluationSide side =
        new EvaluationSide(
            "scenes",
            List.of(EvaluationImage.whole("query", folder.resolve("0.jpg"))),
            List.of(NAME));
    PictureCopies copies =
        new PictureCopies(audit.thumbnails(), new PictureLimits(1 << 24, 1 << 24), 300);
    assertThat(new ReviewPage(audit, copies, 5, 100).write(audit.pairs(), side, folder))
        .isEqualTo(3);
    server =
        ReviewServer.start(
            audit,
            audit.pairs().stream()
                .map(AuditedPair::candidate)
                .map(Candidate::id)
                .collect(Collectors.toSet()),
            new MarkFile(audit.marks(), InstantSource.system()),
            0);
    chromium = Chromium.start();
    browser = new Browser(chromium);
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (chromium != null) {
      chromium.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void shouldShowPairsAndKeepMarksOfOneKey() throws IOException {
    browser.open(server.address());
    browser.until("document.querySelector('#right').naturalWidth > 0");
    browser.until("document.querySelectorAll('#lines line').length === 2");
    assertThat(browser.text("#facts")).contains("sift: 30 inliers (mirrored)");
    assertThat(browser.text("#left-text")).contains(NAME);

    browser.press("s");
    browser.until("document.querySelector('#problem').textContent.includes('name')");
    browser.click("#inspector");
    browser.type("#inspector", "Ann");
    browser.press("\uE007");
    browser.until("!document.querySelector('#problem').textContent");
    browser.press("d");
    browser.until("document.querySelector('#facts').textContent.startsWith('Pair 2')");
    browser.press("s");
    browser.until("document.querySelector('#class').textContent === 'Class b'");
    browser.until("document.querySelector('#progress').textContent.startsWith('2 of 3 pairs')");
    browser.press("d");
    browser.press("u");
    browser.until("document.querySelector('#progress').textContent.includes('1 of 2 classes')");
    browser.press("\uE013");
    browser.until("document.querySelector('#class').textContent === 'Class a'");
    browser.until("document.querySelector('#mark').textContent === 'different'");

    Marks marks = MarkFile.read(audit.marks());
    assertThat(marks.inspectors()).containsExactly("Ann");
    assertThat(marks.of("Ann")).containsEntry("q0-p0", Mark.DIFFERENT);
    assertThat(marks.of("Ann")).containsEntry("q0-p1", Mark.SAME);
    assertThat(browser.complaints()).isEmpty();
    assertThat(Axe.load().violations(browser)).isEmpty();

    browser.open(server.address());
    browser.click("#inspector");
    browser.type("#inspector", "Bo");
    browser.press("\uE007");
    browser.until("document.querySelector('#progress').textContent.startsWith('0 of 3 pairs')");
  }

  @Test
  void shouldOnlyShowPairsWithoutTheServer() {
    browser.open(audit.page().toUri().toString());
    browser.until(
        "document.querySelector('#problem').textContent.includes('audit-overlap review')");
    browser.until("document.querySelectorAll('#lines line').length === 2");
    browser.press("s");
    browser.until("document.querySelector('#problem').textContent.includes('Marks are kept by')");
  }

  private static Candidate pair(int row, String label, double cosine) {
    return new Candidate(0, "query", NAME, row, row + ".jpg", label, label, cosine, false);
  }
}
