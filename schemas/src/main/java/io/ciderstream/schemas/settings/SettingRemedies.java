package io.ciderstream.schemas.settings;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Adds to the messages of errors which settings can prevent them.
 *
 * @param settings those that the reader of the messages can change
 */
public record SettingRemedies(List<Setting<?>> settings) {
  public SettingRemedies {
    settings = List.copyOf(settings);
  }

  /** Returns the message of the error, and the settings for it that the message does not name. */
  public String message(CiderException error) {
    return message(error.code(), error.getMessage());
  }

  /** Returns the message, and the settings for an error of this code that it does not name. */
  public String message(ErrorCode code, String message) {
    String names =
        settings.stream()
            .filter(setting -> setting.remedies().contains(code))
            .map(Setting::name)
            .filter(name -> !message.contains(name))
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? message : "%s Settings: %s.".formatted(message, names);
  }
}
