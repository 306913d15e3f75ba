package io.ciderstream.overlap.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.BoundingBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationFileTest {
  private static final PairMatch MATCH =
      new PairMatch(2, true, List.of(new PairMatch.Point(0.25, 0.5, 0.125, 1)));

  @TempDir private Path folder;

  @Test
  void shouldContinueAfterATornLine() throws IOException {
    VerificationFile file = VerificationFile.open(folder, new Settings("a"));
    file.append(List.of(new VerifiedPair(0, 7, MATCH), new VerifiedPair(0, 8, PairMatch.NONE)));
    Files.writeString(
        folder.resolve("verified-fake.jsonl"), "{\"query\":0,\"ro", StandardOpenOption.APPEND);

    VerificationFile again = VerificationFile.open(folder, new Settings("a"));
    again.append(List.of(new VerifiedPair(1, 7, MATCH)));

    assertThat(VerificationFile.read(folder.resolve("verified-fake.jsonl")))
        .isEqualTo(
            new VerificationFile.Results(
                "fake", 5, Map.of("q0-p7", MATCH, "q0-p8", PairMatch.NONE, "q1-p7", MATCH)));
  }

  @Test
  void shouldReadWhatAKilledProcessLeft() throws IOException {
    Path path = folder.resolve("verified-fake.jsonl");
    VerificationFile file = VerificationFile.open(folder, new Settings("a"));
    file.append(List.of(new VerifiedPair(0, 7, MATCH)));
    Files.writeString(path, "{\"query\":0,\"ro", StandardOpenOption.APPEND);
    assertThat(VerificationFile.read(path).matches()).isEqualTo(Map.of("q0-p7", MATCH));

    Files.writeString(path, "{\"method\":\"fa");
    assertThat(VerificationFile.read(path).matches()).isEmpty();
    Files.writeString(path, "");
    assertThat(VerificationFile.read(path).matches()).isEmpty();
  }

  @Test
  void shouldDropResultsOfOtherSettings() {
    VerificationFile.open(folder, new Settings("a")).append(List.of(new VerifiedPair(0, 7, MATCH)));
    assertThat(VerificationFile.open(folder, new Settings("a")).results()).hasSize(1);
    assertThat(VerificationFile.open(folder, new Settings("b")).results()).isEmpty();
  }

  @Test
  void shouldKeepAnEvenChoiceOfManyPoints() {
    List<PairMatch.Point> many = Collections.nCopies(500, MATCH.points().getFirst());
    VerificationFile file = VerificationFile.open(folder, new Settings("a"));
    file.append(List.of(new VerifiedPair(0, 7, new PairMatch(500, false, many))));
    PairMatch kept = file.results().get("q0-p7");
    assertThat(kept.inliers()).isEqualTo(500);
    assertThat(kept.points()).hasSize(60);
  }

  /** A verifier of which only the settings matter. */
  private record Settings(String settings) implements PairVerifier<String> {
    @Override
    public String name() {
      return "fake";
    }

    @Override
    public int held() {
      return 9;
    }

    @Override
    public int certainInliers() {
      return 5;
    }

    @Override
    public String extract(byte[] content, Optional<BoundingBox> region) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PairMatch match(String query, String picture) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
