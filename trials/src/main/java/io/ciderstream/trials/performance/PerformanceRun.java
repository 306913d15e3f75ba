package io.ciderstream.trials.performance;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.ciderstream.schemas.FileReplacement;
import io.ciderstream.trials.ReportJson;
import io.ciderstream.trials.results.BenchResult;
import io.ciderstream.trials.system.CiderProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures parts, each in a process of its own, and keeps what each measured in {@code NAME.json}:
 * a part that fails loses no other one, and a run that is interrupted can be resumed.
 */
public final class PerformanceRun {
  private static final Gson JSON = ReportJson.create();
  private static final Duration TIMEOUT = Duration.ofHours(3);

  private final Path folder;
  private final Path scratch;
  private final Map<String, List<String>> more;
  private final boolean quick;
  private final Consumer<String> log;

  /**
   * Creates a run.
   *
   * @param folder of the results
   * @param scratch folder of logs
   * @param more arguments by the name of the part; they are not shown
   * @param quick whether to measure little
   * @param log receives a line about each step
   */
  public PerformanceRun(
      Path folder,
      Path scratch,
      Map<String, List<String>> more,
      boolean quick,
      Consumer<String> log) {
    this.folder = folder;
    this.scratch = scratch;
    this.more = Map.copyOf(more);
    this.quick = quick;
    this.log = log;
  }

  /** Returns what a part measured before, also by another command. */
  public Optional<PartRecord> before(PerformancePart part) {
    try {
      return Optional.of(file(part)).filter(Files::exists).map(PerformanceRun::read);
    } catch (JsonParseException | UncheckedIOException e) {
      log.accept("%s cannot be read, and its part is measured again".formatted(file(part)));
      return Optional.empty();
    }
  }

  /** Measures a part, unless the same command measured it before. */
  public PartRecord measure(PerformancePart part) {
    String command = part.text(quick);
    Optional<PartRecord> before =
        before(part).filter(it -> it.result() != null && it.command().equals(command));
    if (before.isPresent()) {
      log.accept("%s: measured before, at %s".formatted(part.name(), before.get().made()));
      return before.get();
    }
    log.accept("%s: %s".formatted(part.name(), command));
    PartRecord record = run(part, command);
    FileReplacement.write(file(part), JSON.toJson(record).getBytes(StandardCharsets.UTF_8));
    log.accept(
        "%s: %s after %.0f s"
            .formatted(
                part.name(), record.result() == null ? "failed" : "measured", record.seconds()));
    return record;
  }

  private PartRecord run(PerformancePart part, String command) {
    Path output = scratch.resolve(part.name() + ".result.json");
    List<String> line = new ArrayList<>(List.of("bench"));
    line.addAll(part.arguments(quick));
    line.addAll(more.getOrDefault(part.name(), List.of()));
    line.addAll(List.of("--json", output.toString()));
    String load = MachineFacts.load();
    long start = System.nanoTime();
    BenchResult result = null;
    String failure = "";
    try (CiderProcess process = CiderProcess.start(line, scratch.resolve(part.name() + ".log"))) {
      Files.deleteIfExists(output);
      int code = process.awaitEnd(TIMEOUT);
      if (code == 0 && Files.exists(output)) {
        result = BenchResult.read(Files.readString(output));
      } else {
        failure = "exit code %d; %s".formatted(code, process.lastLines());
      }
      Files.deleteIfExists(output);
    } catch (IOException | RuntimeException e) { // the other parts do not depend on this one
      failure = e.toString();
    }
    return new PartRecord(
        part.name(),
        command,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        (System.nanoTime() - start) / 1e9,
        MachineFacts.commit(),
        MachineFacts.machine(),
        load + " before, " + MachineFacts.load() + " after",
        result,
        failure);
  }

  private Path file(PerformancePart part) {
    return folder.resolve(part.name() + ".json");
  }

  private static PartRecord read(Path file) {
    try {
      return JSON.fromJson(Files.readString(file), PartRecord.class);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read.".formatted(file), e);
    }
  }
}
