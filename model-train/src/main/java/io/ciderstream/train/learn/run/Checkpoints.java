package io.ciderstream.train.learn.run;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FolderDeletion;
import io.ciderstream.train.CiderModel;
import io.ciderstream.train.weights.SafeTensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checkpoints of a run, each a folder {@code stage-<n>-step-<n>} of three files, of which {@code
 * network.safetensors} can be exported. A checkpoint appears complete; only then are older ones
 * deleted.
 *
 * @param folder of the checkpoints
 * @param keep how many of the newest are kept, 1 or more
 */
public record Checkpoints(Path folder, int keep) {
  private static final Pattern NAME = Pattern.compile("stage-(\\d{1,9})-step-(\\d{1,18})");

  /** The file of a checkpoint that holds the network. */
  public static final String NETWORK = "network.safetensors";

  private static final String OWN = "own.safetensors";
  private static final String MOMENTA = "momenta.safetensors";

  public Checkpoints {
    if (keep < 1) {
      throw new IllegalArgumentException("keep " + keep);
    }
  }

  /**
   * Writes one, then removes those that are too old.
   *
   * @param model the state's network, in the form that is exported
   * @return its folder
   */
  public Path write(RunState state, CiderModel model) {
    try {
      Files.createDirectories(folder);
      Path fresh = folder.resolve(".fresh");
      FolderDeletion.delete(fresh);
      Files.createDirectories(fresh);
      model.save(fresh.resolve(NETWORK));
      StageFiles.writeWeights(fresh.resolve(OWN), state.own());
      StageFiles.writeWeights(fresh.resolve(MOMENTA), state.momenta());
      RunPosition position = state.position();
      Path place = folder.resolve("stage-%d-step-%d".formatted(position.stage(), position.step()));
      FolderDeletion.delete(place);
      Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
      for (Path old : byAge().stream().skip(keep).toList()) {
        FolderDeletion.delete(old);
      }
      return place;
    } catch (IOException e) {
      throw new UncheckedIOException("writing a checkpoint to " + folder, e);
    }
  }

  /** Returns the folder of the newest checkpoint. */
  public Optional<Path> newest() {
    return byAge().stream().findFirst();
  }

  /**
   * Reads the newest checkpoint.
   *
   * @throws CiderException WEIGHTS_INVALID if it can't be understood
   */
  public Optional<RunState> read() {
    return newest()
        .map(
            place ->
                new RunState(
                    position(place),
                    SafeTensors.read(place.resolve(NETWORK)).weights(),
                    SafeTensors.read(place.resolve(OWN)).weights(),
                    SafeTensors.read(place.resolve(MOMENTA)).weights()));
  }

  /** Returns the newest first. */
  private List<Path> byAge() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparing(Checkpoints::position).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + folder, e);
    }
  }

  private static RunPosition position(Path place) {
    Matcher name = NAME.matcher(place.getFileName().toString());
    if (!name.matches()) {
      throw new CiderException(
          ErrorCode.WEIGHTS_INVALID, "%s is not a checkpoint.".formatted(place));
    }
    return new RunPosition(Integer.parseInt(name.group(1)), Long.parseLong(name.group(2)));
  }
}
