package io.ciderstream.train.weights;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of weights in any form that is read: safetensors, or what {@code torch.save} writes. The
 * content decides, not the file's ending. Parameters get the names that our networks use.
 */
public final class WeightsFile {
  private static final int HEAD = 9;
  private static final int JSON_AT = 8;

  private WeightsFile() {}

  /**
   * Reads a whole file.
   *
   * @throws CiderException WEIGHTS_INVALID if it is not there or of neither form
   */
  public static Weights read(Path file) {
    try {
      return ParameterNames.of(
          isSafeTensors(file)
              ? SafeTensors.read(file).weights()
              : Checkpoint.read(Files.readAllBytes(file), file.toString()));
    } catch (IOException e) {
      throw invalid(file, "cannot be read: " + FileTrouble.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw invalid(file, "cannot be used: " + e.getMessage(), e);
    }
  }

  private static boolean isSafeTensors(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(HEAD);
      return head.length == HEAD && head[JSON_AT] == '{' && head[JSON_AT - 1] == 0;
    }
  }

  private static CiderException invalid(Path file, String why, Exception cause) {
    return new CiderException(ErrorCode.WEIGHTS_INVALID, "%s %s.".formatted(file, why), cause);
  }
}
