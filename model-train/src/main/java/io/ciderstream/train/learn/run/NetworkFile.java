package io.ciderstream.train.learn.run;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the network that a path of a run means: a file is meant itself; a checkpoint's folder means
 * its network; the folder of a run means the trained network, or that of the newest checkpoint
 * while the run is not over.
 */
public final class NetworkFile {
  private NetworkFile() {}

  /**
   * Returns the file of the network.
   *
   * @throws CiderException SETTING_INVALID if there is none
   */
  public static Path of(Path path) {
    if (Files.isRegularFile(path)) {
      return path;
    }
    if (!Files.isDirectory(path)) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID, "There is neither a file nor a folder %s.".formatted(path));
    }
    RunFolder run = new RunFolder(path);
    return existing(path.resolve(Checkpoints.NETWORK))
        .or(() -> existing(run.model()))
        .or(() -> newest(run.checkpoints(1)))
        .or(() -> newest(new Checkpoints(path, 1)))
        .orElseThrow(
            () ->
                new CiderException(
                    ErrorCode.SETTING_INVALID,
                    "The folder %s is neither a run of ./cider train that has a checkpoint nor a checkpoint of one."
                        .formatted(path)));
  }

  private static Optional<Path> newest(Checkpoints checkpoints) {
    return checkpoints.newest().map(folder -> folder.resolve(Checkpoints.NETWORK));
  }

  private static Optional<Path> existing(Path file) {
    return Optional.of(file).filter(Files::isRegularFile);
  }
}
