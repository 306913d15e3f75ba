package io.ciderstream.streams.recall;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;

/**
 * How searches are audited.
 *
 * @param share of the searches, 0 to 1; 0 audits none
 * @param rows how many rows a search is compared with, at most; 1 or more
 */
public record RecallOptions(double share, int rows) {
  /** Audits nothing. */
  public static final RecallOptions NONE = new RecallOptions(0, 1);

  /** Rejects impossible values with SETTING_INVALID. */
  public RecallOptions {
    if (!(share >= 0 && share <= 1) || rows < 1) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "The share of audited searches is %s (0 to 1), the rows %d (1 or more)."
              .formatted(share, rows));
    }
  }
}
