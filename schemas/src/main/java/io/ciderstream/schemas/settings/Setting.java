package io.ciderstream.schemas.settings;

import static java.util.Objects.requireNonNull;

import io.ciderstream.schemas.ErrorCode;
import java.util.List;
import java.util.Set;

/**
 * The one definition of a setting.
 *
 * @param <T> the type that {@link SettingValues} returns for it
 * @param name dotted, lower case, with its unit at the end: {@code index.rpc.deadline.ms}
 * @param type how its text is read
 * @param defaultValue the value without one given, of the type's Java class; null makes the setting
 *     mandatory
 * @param check which values are accepted
 * @param meaning one or two sentences for the documentation
 * @param remedies errors that another value of this setting can prevent
 */
public record Setting<T>(
    String name,
    SettingType type,
    Object defaultValue,
    SettingCheck check,
    String meaning,
    Set<ErrorCode> remedies) {

  /** Rejects missing parts. */
  public Setting {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(check, "check");
    requireNonNull(meaning, "meaning");
    remedies = Set.copyOf(remedies);
  }

  private Setting(
      String name, SettingType type, Object defaultValue, SettingCheck check, String meaning) {
    this(name, type, defaultValue, check, meaning, Set.of());
  }

  /** Defines a text. */
  public static Setting<String> text(
      String name, String defaultValue, SettingCheck check, String meaning) {
    return new Setting<>(name, SettingType.TEXT, defaultValue, check, meaning);
  }

  /** Defines a text that is never printed; empty by default. */
  public static Setting<String> secret(String name, String meaning) {
    return new Setting<>(name, SettingType.SECRET, "", SettingCheck.none(), meaning);
  }

  /** Defines true or false. */
  public static Setting<Boolean> flag(String name, boolean defaultValue, String meaning) {
    return new Setting<>(name, SettingType.BOOLEAN, defaultValue, SettingCheck.none(), meaning);
  }

  /** Defines a 32-bit number within bounds, both included. */
  public static Setting<Integer> number(
      String name, int defaultValue, int least, int most, String meaning) {
    return new Setting<>(
        name, SettingType.INT, defaultValue, SettingCheck.between(least, most), meaning);
  }

  /** Defines a 64-bit number within bounds, both included. */
  public static Setting<Long> big(
      String name, long defaultValue, long least, long most, String meaning) {
    return new Setting<>(
        name, SettingType.LONG, defaultValue, SettingCheck.between(least, most), meaning);
  }

  /** Defines a number with a fraction within bounds, both included. */
  public static Setting<Double> ratio(
      String name, double defaultValue, double least, double most, String meaning) {
    return new Setting<>(
        name, SettingType.DOUBLE, defaultValue, SettingCheck.between(least, most), meaning);
  }

  /** Defines a comma-separated list. */
  public static Setting<List<String>> list(String name, List<String> defaultValue, String meaning) {
    return new Setting<>(
        name, SettingType.LIST, List.copyOf(defaultValue), SettingCheck.none(), meaning);
  }

  /** Returns this setting with another default; null makes it mandatory. */
  public Setting<T> withDefault(T value) {
    return new Setting<>(name, type, value, check, meaning, remedies);
  }

  /** Returns this setting with another meaning, for a module that uses it in a narrower way. */
  public Setting<T> withMeaning(String other) {
    return new Setting<>(name, type, defaultValue, check, other, remedies);
  }

  /** Returns this setting as one that can prevent these errors. */
  public Setting<T> withRemedyFor(ErrorCode... codes) {
    return new Setting<>(name, type, defaultValue, check, meaning, Set.of(codes));
  }

  /** Returns the name, so that a message can quote the setting. */
  @Override
  public String toString() {
    return name;
  }
}
