package io.ciderstream.train.learn.run;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.weights.SafeTensors;
import io.ciderstream.train.weights.TensorFile;
import io.ciderstream.train.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checkpoints of a run, each a folder {@code stage-<n>-step-<n>} of three files. A checkpoint
 * appears whole, and the one before goes only then.
 *
 * @param folder of the checkpoints
 */
public record Checkpoints(Path folder) {
  private static final Pattern NAME = Pattern.compile("stage-(\\d+)-step-(\\d+)");
  private static final String NETWORK = "network.safetensors";
  private static final String OWN = "own.safetensors";
  private static final String MOMENTA = "momenta.safetensors";

  /** Writes one, then removes those before. */
  public void write(State state) {
    try {
      Files.createDirectories(folder);
      Path fresh = folder.resolve(".fresh");
      delete(fresh);
      Files.createDirectories(fresh);
      write(fresh.resolve(NETWORK), state.network());
      write(fresh.resolve(OWN), state.own());
      write(fresh.resolve(MOMENTA), state.momenta());
      Position position = state.position();
      Path place = folder.resolve("stage-%d-step-%d".formatted(position.stage(), position.step()));
      delete(place);
      Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
      for (Path other : all()) {
        if (!other.equals(place)) {
          delete(other);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing a checkpoint to " + folder, e);
    }
  }

  /** How far the newest has come. */
  public Optional<Position> newest() {
    return all().stream().map(Checkpoints::position).max(Comparator.naturalOrder());
  }

  /**
   * The newest.
   *
   * @throws CiderException WEIGHTS_INVALID if it can't be understood
   */
  public Optional<State> read() {
    return all().stream()
        .max(Comparator.comparing(Checkpoints::position))
        .map(
            place ->
                new State(
                    position(place),
                    SafeTensors.read(place.resolve(NETWORK)).weights(),
                    SafeTensors.read(place.resolve(OWN)).weights(),
                    SafeTensors.read(place.resolve(MOMENTA)).weights()));
  }

  private List<Path> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + folder, e);
    }
  }

  private static Position position(Path place) {
    Matcher name = NAME.matcher(place.getFileName().toString());
    if (!name.matches()) {
      throw new CiderException(ErrorCode.WEIGHTS_INVALID, "%s is no checkpoint.".formatted(place));
    }
    return new Position(Integer.parseInt(name.group(1)), Long.parseLong(name.group(2)));
  }

  private static void write(Path file, Weights weights) {
    SafeTensors.write(file, new TensorFile(weights, new LinkedHashMap<>()));
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
