package io.ciderstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
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

  @Test
  void shouldKeepWhatFitsIntoTheBytes() {
    assertThat(Texts.cut("", 3)).isEmpty();
    assertThat(Texts.cut("abc", 3)).isEqualTo("abc");
    assertThat(Texts.cut("\u00e9\u20ac\ud83d\ude00", 9)).isEqualTo("\u00e9\u20ac\ud83d\ude00");
  }

  @Test
  void shouldCutBytesBetweenTwoCharacters() {
    assertThat(Texts.cut("abcd", 3)).isEqualTo("...");
    assertThat(Texts.cut("abcdefgh", 7)).isEqualTo("abcd...");
    assertThat(Texts.cut("a\u20ac\u20ac\u20ac", 7)).isEqualTo("a\u20ac...");
    assertThat(Texts.cut("a\ud83d\ude00\ud83d\ude00", 8)).isEqualTo("a\ud83d\ude00...");
    for (String letter : new String[] {"a", "\u00e9", "\u20ac", "\ud83d\ude00"}) {
      for (int most = 3; most < 40; most++) {
        String cut = Texts.cut(letter.repeat(50), most);
        assertThat(cut.getBytes(UTF_8).length).isBetween(most - 6, most);
        assertThat(cut.substring(0, cut.length() - 3).replace(letter, "")).isEmpty();
      }
    }
  }

  @Test
  void shouldReplaceHalvesOfCharacters() {
    assertThat(Texts.cut("a\ud83db\ude00", 9)).isEqualTo("a?b?");
  }
}
