package io.ciderstream.train.evaluate.truth;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.file.Path;

/** Errors of ground truth files. */
final class Truths {
  private Truths() {}

  static CiderException refused(Path file, String why, Throwable cause) {
    return new CiderException(
        ErrorCode.SETTING_INVALID, "The ground truth %s: %s.".formatted(file, why), cause);
  }
}
