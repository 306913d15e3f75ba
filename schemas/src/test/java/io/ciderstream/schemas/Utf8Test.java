package io.ciderstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void shouldKeepWhatFits() {
    assertThat(Utf8.cut("", 3)).isEmpty();
    assertThat(Utf8.cut("abc", 3)).isEqualTo("abc");
    assertThat(Utf8.cut("\u00e9\u20ac\ud83d\ude00", 9)).isEqualTo("\u00e9\u20ac\ud83d\ude00");
  }

  @Test
  void shouldCutBetweenTwoCharacters() {
    assertThat(Utf8.cut("abcd", 3)).isEqualTo("...");
    assertThat(Utf8.cut("abcdefgh", 7)).isEqualTo("abcd...");
    assertThat(Utf8.cut("a\u20ac\u20ac\u20ac", 7)).isEqualTo("a\u20ac...");
    assertThat(Utf8.cut("a\ud83d\ude00\ud83d\ude00", 8)).isEqualTo("a\ud83d\ude00...");
    for (String letter : new String[] {"a", "\u00e9", "\u20ac", "\ud83d\ude00"}) {
      for (int most = 3; most < 40; most++) {
        String cut = Utf8.cut(letter.repeat(50), most);
        assertThat(cut.getBytes(UTF_8).length).isBetween(most - 6, most);
        assertThat(cut.substring(0, cut.length() - 3).replace(letter, "")).isEmpty();
      }
    }
  }

  @Test
  void shouldReplaceHalvesOfCharacters() {
    assertThat(Utf8.cut("a\ud83db\ude00", 9)).isEqualTo("a?b?");
  }
}
