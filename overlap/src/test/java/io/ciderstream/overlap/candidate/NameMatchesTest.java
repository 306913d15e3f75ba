package io.ciderstream.overlap.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.overlap.list.ClassNames;
import io.ciderstream.overlap.list.TrainingList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameMatchesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "all souls, 'All Souls College, Oxford', true",
    "moulinrouge, Moulin Rouge, true",
    "museedorsay, Musée d’Orsay, true",
    "Sacré-Cœur, sacre coeur, false",
    "radcliffe camera, Camera Obscura, false",
    "tower, Eiffel Tower, true",
    "the, The Hague, false",
    "12, 12 Apostles, false",
    "eiffel tower, Tour Eiffel, false"
  })
  void shouldAgreeWhereOneNameHasAllWordsOfTheOther(String one, String other, boolean agree) {
    double similarity = NameTokens.of(one, Set.of()).similarity(NameTokens.of(other, Set.of()));
    assertThat(similarity > 0).isEqualTo(agree);
    assertThat(NameTokens.of(other, Set.of()).similarity(NameTokens.of(one, Set.of())))
        .isEqualTo(similarity);
  }

  @Test
  void shouldIgnoreAWordThatMostEvaluationNamesHave() throws IOException {
    NameMatches matches =
        matches(List.of("paris louvre", "paris eiffel", "paris opera", "invalides", ""));
    assertThat(matches.matches("1", "paris louvre")).isTrue();
    assertThat(matches.matches("2", "paris louvre")).isFalse();
    assertThat(matches.matches("2")).isFalse();
  }

  @Test
  void shouldFindNothingWithoutNames() throws IOException {
    assertThat(matches(List.of("", "")).names()).isEmpty();
  }

  private NameMatches matches(List<String> evaluation) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("names.csv"),
            "landmark_id,category\n1,x/Category:Louvre_Pyramid\n2,x/Category:Paris\n");
    return NameMatches.of(
        evaluation, new ClassNames(new TrainingList(folder.resolve("none")), Optional.of(file)));
  }
}
