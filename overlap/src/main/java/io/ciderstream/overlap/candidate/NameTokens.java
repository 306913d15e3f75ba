package io.ciderstream.overlap.candidate;

import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A name as it is compared: lower case, without accents, split where neither letters nor digits
 * are, without words that say nothing.
 *
 * @param words in order, each once
 */
record NameTokens(Set<String> words) {
  private static final Set<String> EMPTY_WORDS =
      Set.of(
          "a",
          "and",
          "at",
          "by",
          "category",
          "da",
          "das",
          "de",
          "del",
          "der",
          "des",
          "di",
          "die",
          "du",
          "et",
          "in",
          "la",
          "le",
          "les",
          "near",
          "of",
          "on",
          "the",
          "und",
          "y");

  private static final int MIN_LETTERS = 4;

  static NameTokens of(String name, Set<String> ignored) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
    Set<String> words = new LinkedHashSet<>();
    for (String word : plain.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
      if (!word.isEmpty() && !EMPTY_WORDS.contains(word) && !ignored.contains(word)) {
        words.add(word);
      }
    }
    return new NameTokens(words);
  }

  /**
   * Returns how much two names have in common, 0 to 1: the letters of the shared words by those of
   * the longer name, if one name has all words of the other or spells them as one word ({@code
   * moulinrouge}, {@code Moulin Rouge}); otherwise, and below four letters, 0.
   */
  double similarity(NameTokens other) {
    if (words.isEmpty() || other.words.isEmpty()) {
      return 0;
    }
    int shared = Math.max(shared(other), Math.max(joined(other), other.joined(this)));
    boolean letters = words.stream().anyMatch(word -> !word.chars().allMatch(Character::isDigit));
    return shared < MIN_LETTERS || !letters
        ? 0
        : (double) shared / Math.max(letters(words), letters(other.words));
  }

  private int shared(NameTokens other) {
    if (words.containsAll(other.words)) {
      return letters(other.words);
    }
    return other.words.containsAll(words) ? letters(words) : 0;
  }

  /** Returns the letters of all words if some consecutive words of the other spell them as one. */
  private int joined(NameTokens other) {
    String whole = String.join("", words);
    List<String> parts = List.copyOf(other.words);
    for (int from = 0; from < parts.size(); from++) {
      StringBuilder text = new StringBuilder();
      for (int to = from; to < parts.size() && text.length() < whole.length(); to++) {
        text.append(parts.get(to));
        if (text.length() == whole.length() && whole.contentEquals(text)) {
          return whole.length();
        }
      }
    }
    return 0;
  }

  private static int letters(Collection<String> words) {
    return words.stream().mapToInt(String::length).sum();
  }
}
