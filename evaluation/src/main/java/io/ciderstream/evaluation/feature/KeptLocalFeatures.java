package io.ciderstream.evaluation.feature;

import io.ciderstream.embedding.local.LocalFeatures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Local features in a mapped file, one a row. Any thread. */
public final class KeptLocalFeatures {
  private static final long WINDOW = 1L << 30;

  /** Windows overlap by more than the longest record, so that each record is whole in one. */
  private static final long OVERLAP = 1L << 26;

  private final List<ByteBuffer> windows;
  private final long[] positions;
  private final int[] lengths;

  private KeptLocalFeatures(List<ByteBuffer> windows, long[] positions, int[] lengths) {
    this.windows = windows;
    this.positions = positions;
    this.lengths = lengths;
  }

  /**
   * Maps the file.
   *
   * @param positions where each row's content is; 0 if there is none
   * @param lengths of each row's content
   */
  static KeptLocalFeatures map(FileChannel channel, long[] positions, int[] lengths)
      throws IOException {
    List<ByteBuffer> windows = new ArrayList<>();
    for (long from = 0; from < channel.size(); from += WINDOW) {
      windows.add(
          channel.map(MapMode.READ_ONLY, from, Math.min(WINDOW + OVERLAP, channel.size() - from)));
    }
    return new KeptLocalFeatures(windows, positions, lengths);
  }

  /** Returns the features of a row; empty if its picture cannot be read. */
  public Optional<LocalFeatures> of(int row) {
    if (positions[row] == 0) {
      return Optional.empty();
    }
    byte[] content = new byte[lengths[row]];
    windows.get((int) (positions[row] / WINDOW)).get((int) (positions[row] % WINDOW), content);
    return Optional.of(LocalFeatures.decode(content));
  }
}
