package io.ciderstream.trials.performance;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Reads the goals that the report compares with, and why some fall short. */
public final class Goals {
  private static final String RESOURCE = "goals.json";

  private Goals() {}

  /** Returns the goals in the order of the report. */
  public static List<Goal> read() {
    try (var reader =
        new InputStreamReader(
            Objects.requireNonNull(Goals.class.getResourceAsStream(RESOURCE)),
            StandardCharsets.UTF_8)) {
      return List.of(new Gson().fromJson(reader, Goal[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read.", e);
    }
  }
}
