package io.ciderstream.embedding.decode;

import io.ciderstream.embedding.sniff.JpegMarkers;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The coefficients that the scans of a JPEG contain, to check that a progressive one has all its
 * scans. One thread.
 */
final class JpegScans {
  private static final int PROGRESSIVE = 0xc2;
  private static final int COEFFICIENTS = 64;
  private static final int NOT_SENT = 99;

  /** The lowest bit that was sent of each coefficient, by component. */
  private final Map<Integer, int[]> lowest = new HashMap<>();

  private boolean progressive;

  /** Takes account of a frame or scan header; other segments are ignored. */
  void see(JpegMarkers markers) {
    if (markers.isFrame()) {
      ByteBuffer data = markers.data();
      progressive = markers.marker() == PROGRESSIVE;
      for (int i = 0; i < (data.get(5) & 0xff); i++) {
        int[] bits = new int[COEFFICIENTS];
        Arrays.fill(bits, NOT_SENT);
        lowest.put(data.get(6 + 3 * i) & 0xff, bits);
      }
    } else if (markers.marker() == JpegMarkers.START_OF_SCAN) {
      addScan(markers.data());
    }
  }

  private void addScan(ByteBuffer data) {
    int components = data.get(0) & 0xff;
    int last = 1 + 2 * components;
    int from = progressive ? data.get(last) & 0xff : 0;
    int to = progressive ? data.get(last + 1) & 0xff : COEFFICIENTS - 1;
    int bit = progressive ? data.get(last + 2) & 0xf : 0;
    for (int i = 0; i < components; i++) {
      int[] bits = lowest.get(data.get(1 + 2 * i) & 0xff);
      if (bits != null) {
        Arrays.fill(bits, from, Math.clamp(to + 1, from, COEFFICIENTS), bit);
      }
    }
  }

  /** Returns whether every bit of every coefficient was sent. */
  boolean areComplete() {
    return lowest.values().stream().allMatch(bits -> Arrays.stream(bits).allMatch(bit -> bit == 0));
  }
}
