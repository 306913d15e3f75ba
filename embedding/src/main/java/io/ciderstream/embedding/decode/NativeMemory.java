package io.ciderstream.embedding.decode;

import org.bytedeco.javacpp.Pointer;

/** Distinguishes a decode that lacked memory from one of a damaged picture. */
final class NativeMemory {
  private NativeMemory() {}

  /** Returns whether OpenCV or the C++ library reported a lack of memory. */
  static boolean isLacking(RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("Insufficient memory")
        || message.contains("bad_alloc")
        || message.contains("Failed to allocate");
  }

  /**
   * Tries whether so much could be had: OpenCV's decoders keep the reason of a failure to
   * themselves.
   *
   * @throws OutOfMemoryError if not
   */
  static void require(long bytes) {
    Pointer block = Pointer.malloc(Math.max(1, bytes));
    if (block == null || block.isNull()) {
      throw new OutOfMemoryError(
          "No native memory of %d bytes to decode a picture".formatted(bytes));
    }
    Pointer.free(block);
  }
}
