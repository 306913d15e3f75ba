package io.ciderstream.embedding.raster;

import java.nio.ByteBuffer;

/** Rows of a run-length coded BMP. One thread. */
final class BmpRuns {
  private static final int END_OF_ROW = 0;
  private static final int END_OF_PICTURE = 1;
  private static final int MOVE = 2;

  private final ByteBuffer in;
  private final boolean nibbles;
  private int skippedRows;
  private int x;
  private boolean ended;

  /**
   * Creates the bmp runs.
   *
   * @param nibbles whether an index has 4 bits instead of 8
   */
  BmpRuns(ByteBuffer in, boolean nibbles) {
    this.in = in;
    this.nibbles = nibbles;
  }

  /**
   * Reads the next row into indexes that are 0 so far. What exceeds the row is dropped.
   *
   * @throws java.nio.BufferUnderflowException if it is cut off
   */
  void readRow(byte[] indexes) {
    if (skippedRows > 0) {
      skippedRows--;
      if (skippedRows > 0) {
        return;
      }
    }
    while (!ended) {
      if (!in.hasRemaining() && x >= indexes.length) {
        return; // the end code is missing, but nothing else
      }
      int count = in.get() & 0xff;
      int value = in.get() & 0xff;
      if (count > 0) {
        for (int i = 0; i < count; i++) {
          put(indexes, nibbles ? (i % 2 == 0 ? value >> 4 : value & 15) : value);
        }
      } else if (value > MOVE) {
        readPlain(indexes, value);
      } else if (value == END_OF_ROW) {
        x = 0;
        return;
      } else if (value == END_OF_PICTURE) {
        ended = true;
      } else {
        x += in.get() & 0xff;
        skippedRows = in.get() & 0xff;
        if (skippedRows > 0) {
          return;
        }
      }
    }
  }

  /** They are padded to 16 bits. */
  private void readPlain(byte[] indexes, int count) {
    int bytes = nibbles ? (count + 1) / 2 : count;
    int pair = 0;
    for (int i = 0; i < count; i++) {
      if (!nibbles) {
        put(indexes, in.get() & 0xff);
      } else {
        pair = i % 2 == 0 ? in.get() & 0xff : pair << 4;
        put(indexes, pair >> 4 & 15);
      }
    }
    if (bytes % 2 != 0 && in.hasRemaining()) {
      in.get();
    }
  }

  private void put(byte[] indexes, int index) {
    if (x < indexes.length) {
      indexes[x] = (byte) index;
    }
    x++;
  }
}
