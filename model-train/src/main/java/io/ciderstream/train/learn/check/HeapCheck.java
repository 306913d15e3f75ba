package io.ciderstream.train.learn.check;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;

/** Compares the memory that decoded pictures may take with the Java heap. */
public final class HeapCheck {
  private static final double MOST = 0.6;
  private static final double MEGABYTE = 1 << 20;

  private HeapCheck() {}

  /**
   * Checks that kept pictures leave room for everything else.
   *
   * @param cacheBytes configured for decoded pictures
   * @param pictureBytes what all pictures take if they are kept decoded
   * @param heapBytes largest size of the heap
   * @throws CiderException SETTING_INVALID with the remedy
   */
  public static void check(long cacheBytes, long pictureBytes, long heapBytes) {
    long kept = Math.min(cacheBytes, pictureBytes);
    if (kept > MOST * heapBytes) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "Decoded pictures may take %,.0f MB (loading.cache-megabytes), but the heap has only %,.0f MB, which other things need too. Lower the setting to %,.0f or less, or raise CIDER_HEAP, for example to %.0fg."
              .formatted(
                  kept / MEGABYTE,
                  heapBytes / MEGABYTE,
                  Math.floor(MOST * heapBytes / MEGABYTE),
                  Math.ceil(kept / MOST / MEGABYTE / 1024)));
    }
  }
}
