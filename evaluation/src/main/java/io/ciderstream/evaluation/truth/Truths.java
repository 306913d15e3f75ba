package io.ciderstream.evaluation.truth;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import java.io.IOException;
import java.nio.file.Path;

/** Errors of ground truth files. */
final class Truths {
  private Truths() {}

  /** Returns the error of a file or folder that cannot be read. */
  static CiderException unreadable(Path file, IOException trouble) {
    return refused(file, "it cannot be read: " + FileTrouble.reason(trouble), trouble);
  }

  static CiderException refused(Path file, String why, Throwable cause) {
    return new CiderException(
        ErrorCode.DATA_INVALID, "The ground truth %s: %s.".formatted(file, why), cause);
  }
}
