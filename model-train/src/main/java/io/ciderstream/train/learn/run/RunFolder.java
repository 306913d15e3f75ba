package io.ciderstream.train.learn.run;

import io.ciderstream.evaluation.yaml.ConfigText;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileReplacement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a run.
 *
 * @param path the folder
 * @param writes whether this process writes them; of several that train together, the first does
 */
public record RunFolder(Path path, boolean writes) {
  /** Name of the file with every effective key. */
  public static final String CONFIG = "config.yaml";

  private static final String OVERRIDES = "overrides.txt";
  private static final Pattern OF_A_RUN =
      Pattern.compile("checkpoints|stage-.*|(best|model)\\.safetensors|model\\.onnx");

  /**
   * The configuration of a run.
   *
   * @param text every effective key
   * @param assignments overrides of its file
   * @param resumed whether an existing run is resumed
   */
  public record RunConfig(ConfigText text, List<String> assignments, boolean resumed) {
    public RunConfig {
      assignments = List.copyOf(assignments);
    }
  }

  /** Returns a folder whose files this process writes. */
  public RunFolder(Path path) {
    this(path, true);
  }

  /**
   * Returns the configuration: the file with all overrides, those of a resumed run included. Writes
   * nothing.
   *
   * @param file the configuration
   * @param assignments keys to set otherwise, {@code KEY=VALUE}
   * @param resume whether to resume the run in the folder
   * @throws CiderException SETTING_INVALID if there is a run, or what is left of one, and it is not
   *     to be resumed, or it had another configuration
   */
  public RunConfig config(ConfigText file, List<String> assignments, boolean resume) {
    Optional<String> before = read(CONFIG);
    if (before.isEmpty() && resume) {
      throw invalid(
          "there is no run in %s to resume; leave out --resume to begin one, or give the --run to resume."
              .formatted(path));
    }
    if (before.isPresent() && !resume) {
      throw invalid(
          "%s holds a run already; give another --run, or --resume to resume it.".formatted(path));
    }
    if (before.isEmpty()) {
      requireNothingLeft();
    }
    List<String> all = new ArrayList<>(before.isPresent() ? overrides() : List.of());
    assignments.stream().filter(one -> !all.contains(one)).forEach(all::add);
    ConfigText effective = file.with(all);
    before
        .map(text -> ConfigText.parse(text, file(CONFIG).toString()))
        .filter(text -> !text.hasSameKeys(effective))
        .ifPresent(
            other -> {
              throw invalid(
                  "the run in %s had another configuration%s; resume with %s, or give another --run."
                      .formatted(
                          path, assignments.isEmpty() ? "" : " than " + assignments, file(CONFIG)));
            });
    return new RunConfig(effective, all, before.isPresent());
  }

  /** Rejects a folder whose weights a new run would resume from without their configuration. */
  private void requireNothingLeft() {
    if (!Files.isDirectory(path)) {
      return;
    }
    try (Stream<Path> files = Files.list(path)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> OF_A_RUN.matcher(name).matches())
          .sorted()
          .findFirst()
          .ifPresent(
              name -> {
                throw invalid(
                    "%s holds %s of a run whose %s is gone; give another --run, or put that file back and --resume."
                        .formatted(path, name, CONFIG));
              });
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + path, e);
    }
  }

  private List<String> overrides() {
    return read(OVERRIDES).map(text -> text.lines().toList()).orElse(List.of());
  }

  /** Writes the configuration, unless the run is resumed. */
  public void writeConfig(RunConfig config) {
    if (!config.resumed()) {
      write(
          OVERRIDES,
          config.assignments().stream().map(one -> one + "\n").collect(Collectors.joining()));
      write(CONFIG, config.text().text());
    }
  }

  /** Returns every key of the run, as YAML; empty before {@link #writeConfig}. */
  public String configText() {
    return read(CONFIG).orElse("");
  }

  /** Returns a name, such as an evaluation's, as part of a file name. */
  public static String inFileName(String name) {
    return name.replaceAll("[^A-Za-z0-9-]", "_");
  }

  /** Returns a file of the run. */
  public Path file(String name) {
    return path.resolve(name);
  }

  /**
   * Returns the checkpoints.
   *
   * @param keep how many of the newest are kept, 1 or more
   */
  public Checkpoints checkpoints(int keep) {
    return new Checkpoints(file("checkpoints"), keep);
  }

  /** Returns the file of the network with the best value of a figure. */
  public Path best() {
    return file("best.safetensors");
  }

  /** Returns the file of the figures of each step. */
  public Path metrics() {
    return file("metrics.csv");
  }

  /** Returns the file of the trained weights. */
  public Path model() {
    return file("model.safetensors");
  }

  /** Returns the file of the trained network as it is served. */
  public Path onnx() {
    return file("model.onnx");
  }

  /** Reads a file, if it exists. */
  public Optional<String> read(String name) {
    try {
      return Files.exists(file(name))
          ? Optional.of(Files.readString(file(name)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file(name), e);
    }
  }

  /** Writes a file atomically, if this process writes. */
  public void write(String name, String text) {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file atomically, if this process writes. */
  public void write(String name, byte[] content) {
    if (writes) {
      FileReplacement.write(file(name), content);
    }
  }

  private static CiderException invalid(String detail) {
    return new CiderException(ErrorCode.SETTING_INVALID, detail);
  }
}
