package io.ciderstream.index.collection;

import io.ciderstream.index.calls.RefusedException;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.HashMap;
import java.util.Map;

/**
 * Distinguishes an invalid setting from a server that is still starting. Few of a server's codes
 * do: 2.3 and Milvus Lite reject an index's parameters with the code for anything unexpected. So
 * such a refusal counts as an outage at first, and as an invalid setting after several in a row.
 * One thread.
 */
final class RefusalClassifier {
  /** The refusals in a row that make a setting invalid: some seconds with the sink's pauses. */
  private static final int MAX_REFUSALS = 4;

  /** The code of servers that are still starting; Milvus Lite uses it for every error. */
  private static final int NOT_READY = 1;

  private final Map<String, Integer> refused = new HashMap<>();

  /**
   * Classifies a refusal.
   *
   * @param what the operation, the same each time
   * @param remedy which settings to change
   * @return SETTING_INVALID, or the refusal itself if it may be temporary
   */
  RuntimeException classified(
      String what, RefusedException refusal, ServerVersion version, String remedy) {
    if (!refusal.isParameters()) {
      boolean isTemporary = refusal.serverCode() == NOT_READY && !version.lite();
      if (isTemporary || refused.merge(what, 1, Integer::sum) < MAX_REFUSALS) {
        return refusal;
      }
    }
    return new CiderException(
        ErrorCode.SETTING_INVALID, "%s. %s".formatted(refusal.getMessage(), remedy), refusal);
  }

  /** Forgets the earlier refusals of an operation that has succeeded. */
  void succeeded(String what) {
    refused.remove(what);
  }
}
