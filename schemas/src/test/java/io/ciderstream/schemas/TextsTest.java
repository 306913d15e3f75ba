package io.ciderstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {
  @Test
  void shouldCutOnOneLineAndNeverWithinACharacter() {
    assertThat(Texts.shortened("a\nb", 9)).isEqualTo("a?b");
    assertThat(Texts.shortened("abcd", 3)).isEqualTo("abc...");
    assertThat(Texts.shortened("ab\ud83c\udf4ed", 3)).isEqualTo("ab...");
    assertThat(Texts.shortened("ab\ud83c\udf4ed", 4)).isEqualTo("ab\ud83c\udf4e...");
  }

  @Test
  void shouldFindHalvesOfSurrogatePairs() {
    assertThat(Texts.isWellFormed("a\ud83c\udf4e")).isTrue();
    assertThat(Texts.isWellFormed("\ud83c")).isFalse();
    assertThat(Texts.isWellFormed("\udf4e\ud83c")).isFalse();
  }
}
