package io.ciderstream.overlap.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ciderstream.evaluation.data.CsvList;
import io.ciderstream.evaluation.data.DataReport;
import io.ciderstream.evaluation.data.Exclusion;
import io.ciderstream.evaluation.data.Gldv2;
import io.ciderstream.overlap.candidate.Candidate;
import io.ciderstream.overlap.candidate.CandidateFile;
import io.ciderstream.overlap.folder.AuditFacts;
import io.ciderstream.overlap.folder.AuditFolder;
import io.ciderstream.schemas.CiderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditResultTest {
  @TempDir private Path path;
  private AuditFolder folder;

  @BeforeEach
  void audit() throws IOException {
    folder = AuditFolder.create(path.resolve("audit"));
    Files.writeString(
        path.resolve("train_clean.csv"), "landmark_id,images\n7,abc1 abc2\n8,abd1\n9,abe1\n");
    folder.trainingList().write(gldv2(Optional.empty()), new DataReport(path, line -> {}));
    folder.begin(
        new AuditFacts(
            "gldv2",
            "clean",
            path.toString(),
            4,
            3,
            0,
            "roxford5k",
            3,
            "model",
            "nearest",
            null,
            null));
    CandidateFile.write(
        folder.candidateFile(),
        List.of(pair(0, 0, "7"), pair(0, 2, "8"), pair(1, 1, "7"), pair(2, 3, "9")));
    Files.writeString(
        folder.path().resolve("verified-sift.jsonl"),
        """
        {"method":"sift","settings":"any","certainInliers":40}
        {"query":0,"row":2,"match":{"inliers":50,"mirrored":false,"points":[]}}
        {"query":2,"row":3,"match":{"inliers":50,"mirrored":false,"points":[]}}
        """);
  }

  @Test
  void shouldRemoveAClassIfAnyInspectorSaysSame() throws IOException {
    marks(
        "ann,q0-p0,different",
        "bo,q1-p1,same",
        "ann,q2-p3,different",
        "bo,q0-p2,same",
        "bo,q0-p2,none");
    AuditResult result = AuditResult.write(folder, AutomaticRule.NONE);

    List<String> lines = Files.readAllLines(result.exclusions());
    assertThat(lines).hasSize(2).endsWith("7");
    assertThat(result.summary().touchedQueries()).isEqualTo(1);
    assertThat(result.summary().text())
        .contains("4 pictures of 3 classes minus 2 pictures of 1 classes = 2 pictures of 2 classes")
        .contains(
            "1,580,470 pictures of 81,313 landmarks minus 1,565 pictures of 18 landmarks = 1,578,905 pictures of 81,295 landmarks");
    assertThat(Files.readString(result.report())).contains("| 7 |").contains("bo");
    marks("<b>bo,q1-p1,same");
    assertThat(Files.readString(AuditResult.write(folder, AutomaticRule.NONE).report()))
        .contains("* Decision: &lt;b>bo marked 1 pairs")
        .doesNotContain("<b>");
  }

  @Test
  void shouldDecideByInliersAboutWhatNobodyMarked() throws IOException {
    marks("ann,q2-p3,different");
    AuditResult.write(folder, AutomaticRule.ofInliers(50));
    JsonNode json = new ObjectMapper().readTree(folder.path().resolve("report.json").toFile());
    assertThat(json.get("classes")).hasSize(1);
    assertThat(json.at("/classes/0/class").textValue()).isEqualTo("8");
    assertThat(json.at("/removed/pictures").intValue()).isEqualTo(1);
    assertThat(json.at("/published_left/classes").intValue()).isEqualTo(81_295);
    AutomaticRule suspicious = new AutomaticRule(Optional.empty(), Optional.of(1.5));
    assertThat(AuditResult.write(folder, suspicious).summary().removal().landmarksRemoved())
        .isEqualTo(1);
    AuditResult none = AuditResult.write(folder, AutomaticRule.ofInliers(51));
    assertThat(none.summary().removal().landmarksRemoved()).isZero();
  }

  @Test
  void shouldWriteTheFileThatTrainingReads() throws IOException {
    marks("bo,q1-p1,same");
    Path file = AuditResult.write(folder, AutomaticRule.NONE).exclusions();
    List<String> said = new ArrayList<>();
    assertThat(gldv2(Optional.of(file)).read(new DataReport(path, said::add)).labels())
        .containsExactly("8", "9");
    assertThat(said.getFirst()).contains("removed 1 landmarks with 2 pictures");
  }

  @Test
  void shouldWriteNamesThatLookLikeCommentsSoThatTrainingExcludesThem() throws IOException {
    List<String> names = List.of("# a", " b ", "\\c", "d\ne", "\\# f");
    StringBuilder list = new StringBuilder("file,split,label\nz.jpg,train,z\n");
    List<Candidate> pairs = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      list.append("%d.jpg,train,\"%s\"\n".formatted(i, names.get(i)));
      pairs.add(pair(0, i, names.get(i)));
    }
    Path csv = Files.writeString(path.resolve("photos.csv"), list);
    CandidateFile.write(folder.candidateFile(), pairs);
    marks("bo,q0-p0,same", "bo,q0-p1,same", "bo,q0-p2,same", "bo,q0-p3,same", "bo,q0-p4,same");

    Path file = AuditResult.write(folder, AutomaticRule.NONE).exclusions();

    assertThat(Exclusion.classes(file)).containsExactlyInAnyOrderElementsOf(names);
    assertThat(
            new CsvList(
                    csv,
                    Set.of("train"),
                    Set.of(),
                    Pattern.compile("(?!)"),
                    Pattern.compile(".*"),
                    Integer.MAX_VALUE,
                    Optional.of(file))
                .read(new DataReport(path, line -> {}))
                .labels())
        .containsExactly("z");
  }

  @Test
  void shouldRejectMarksOfSamePairsThatAreNoCandidatesAnyMore() throws IOException {
    marks("ann,q0-p3,same", "bo,q1-p3,different");
    assertThatThrownBy(() -> AuditResult.write(folder, AutomaticRule.NONE))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("1 marks 'same'")
        .hasMessageContaining("q0-p3");
    marks("ann,q0-p3,same", "ann,q0-p3,none");
    assertThat(AuditResult.write(folder, AutomaticRule.NONE).exclusions()).exists();
  }

  private Gldv2 gldv2(Optional<Path> exclude) {
    return new Gldv2(path, "train_clean.csv", exclude);
  }

  private void marks(String... marks) throws IOException {
    StringBuilder text = new StringBuilder("time,inspector,pair,mark\n");
    for (String mark : marks) {
      text.append("2026-01-01T00:00:00Z,").append(mark).append('\n');
    }
    Files.writeString(folder.marks(), text);
  }

  private static Candidate pair(int query, int row, String label) {
    return new Candidate(
        query, "q" + query, "", row, "f" + row, label, "Name | of " + label, 0.5, false);
  }
}
