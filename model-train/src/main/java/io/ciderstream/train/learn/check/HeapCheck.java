package io.ciderstream.train.learn.check;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;

/**
 * Compares the memory that decoded pictures take with the Java heap, before a run meets its end.
 */
public final class HeapCheck {
  private static final int CHANNELS = 3;
  private static final double MOST = 0.6;
  private static final double MEGABYTE = 1 << 20;

  private HeapCheck() {}

  /**
   * Checks that kept pictures leave room for everything else.
   *
   * @param cacheBytes configured for decoded pictures
   * @param pictures that are learned from
   * @param sizes that pictures are kept in
   * @param heapBytes largest size of the heap
   * @throws CiderException SETTING_INVALID with the remedy
   */
  public static void check(long cacheBytes, int pictures, SizeGroups sizes, long heapBytes) {
    long largest =
        sizes.sizes().stream()
            .mapToLong(size -> (long) CHANNELS * size.width() * size.height())
            .max()
            .orElse(0);
    long kept = Math.min(cacheBytes, pictures * largest);
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
