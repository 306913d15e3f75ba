package io.ciderstream.schemas.settings;

import java.util.List;

/** Which values a setting accepts. */
public sealed interface SettingCheck {

  /** Accepts every value of the type. */
  record None() implements SettingCheck {}

  /** Rejects the empty text. */
  record NonEmpty() implements SettingCheck {}

  /**
   * Accepts numbers within bounds.
   *
   * @param least included
   * @param most included
   */
  record Between(Number least, Number most) implements SettingCheck {}

  /**
   * Accepts one of a closed list of texts.
   *
   * @param values as they are written
   * @param anyCase whether upper and lower case are the same
   */
  record OneOf(List<String> values, boolean anyCase) implements SettingCheck {
    /** Keeps a copy. */
    public OneOf {
      values = List.copyOf(values);
    }
  }

  /**
   * Accepts texts of a form.
   *
   * @param regex that the whole text matches
   * @param allowed the form in words, for messages and documentation
   */
  record Matching(String regex, String allowed) implements SettingCheck {}

  /** Accepts an address that holds no user and no password, because addresses are printed. */
  record Address() implements SettingCheck {}

  /** Accepts every value of the type. */
  static SettingCheck none() {
    return new None();
  }

  /** Rejects the empty text. */
  static SettingCheck nonEmpty() {
    return new NonEmpty();
  }

  /** Rejects the empty text, and an address with a user or password. */
  static SettingCheck address() {
    return new Address();
  }

  /** Returns whether an address, or one of several separated by commas, has a user or password. */
  static boolean hasCredentials(String address) {
    return address.matches("(?s).*//[^/?#,]*@.*");
  }

  /** Accepts numbers from {@code least} to {@code most}. */
  static SettingCheck between(Number least, Number most) {
    return new Between(least, most);
  }

  /** Accepts texts that match the regular expression, whose meaning is in words too. */
  static SettingCheck matching(String regex, String allowed) {
    return new Matching(regex, allowed);
  }

  /** Accepts one of the texts, in this spelling. */
  static SettingCheck oneOf(String... values) {
    return new OneOf(List.of(values), false);
  }

  /** Accepts one of the texts, in upper or lower case. */
  static SettingCheck oneOfAnyCase(String... values) {
    return new OneOf(List.of(values), true);
  }
}
