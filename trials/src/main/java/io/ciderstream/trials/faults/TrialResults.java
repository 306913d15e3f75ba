package io.ciderstream.trials.faults;

import com.google.gson.Gson;
import io.ciderstream.schemas.FileReplacement;
import io.ciderstream.trials.ReportJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps the last result of each trial in a file, so that rows can be run one by one. */
public final class TrialResults {
  private static final Gson JSON = ReportJson.create();

  private final Path folder;

  /** Uses a folder, which is created when it is written to. */
  public TrialResults(Path folder) {
    this.folder = folder;
  }

  /** Returns the results of the trials that have one, by name. */
  public Map<String, TrialResult> read(List<FaultTrial> trials) {
    Map<String, TrialResult> results = new HashMap<>();
    for (FaultTrial trial : trials) {
      if (Files.exists(file(trial.name()))) {
        try {
          results.put(
              trial.name(), JSON.fromJson(Files.readString(file(trial.name())), TrialResult.class));
        } catch (IOException e) {
          throw new UncheckedIOException("The result of " + trial.name() + " is not readable.", e);
        }
      }
    }
    return results;
  }

  /** Replaces the result of a trial. */
  public void write(TrialResult result) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " cannot be made.", e);
    }
    FileReplacement.write(
        file(result.name()), (JSON.toJson(result) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private Path file(String trial) {
    return folder.resolve(trial + ".json");
  }
}
