package io.ciderstream.embedding.decode;

import io.ciderstream.embedding.sniff.JpegMarkers;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * Repairs a JPEG with small faults so that decoders read it without errors: bytes between its
 * segments are left out, and a missing end marker is put there if all pixels are. One thread.
 */
final class JpegRepair {
  private static final byte[] END = {(byte) 0xff, (byte) JpegMarkers.END_OF_IMAGE};

  private final byte[] content;
  private final JpegMarkers markers;
  private final JpegScans scans = new JpegScans();
  private final ByteBuffer repaired;
  private boolean isRepaired;

  private JpegRepair(byte[] content) {
    this.content = content;
    this.markers = new JpegMarkers(ByteBuffer.wrap(content));
    this.repaired = ByteBuffer.allocate(content.length + END.length);
  }

  /**
   * Returns the same array if there is nothing to repair.
   *
   * @throws IllegalArgumentException if it has no scan, or pixels are missing
   */
  static byte[] repair(byte[] content) {
    boolean ends = endsWithMarker(content);
    if (ends && isHeaderWhole(content)) {
      return content;
    }
    JpegRepair repair = new JpegRepair(content);
    repair.copyHeader();
    return ends ? repair.withRest(content.length) : repair.copyScans();
  }

  /** Returns whether nothing is between the segments up to the first scan's header. */
  private static boolean isHeaderWhole(byte[] content) {
    JpegMarkers markers = new JpegMarkers(ByteBuffer.wrap(content));
    while (markers.next()) {
      if (markers.skipped() > 0) {
        return false;
      }
      if (markers.marker() == JpegMarkers.START_OF_SCAN) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsWithMarker(byte[] content) {
    int end = withoutZeros(content, content.length);
    return content[end - 2] == END[0] && content[end - 1] == END[1];
  }

  private static int withoutZeros(byte[] content, int length) {
    int end = length;
    while (end > END.length && content[end - 1] == 0) {
      end--;
    }
    return end;
  }

  /** All segments up to the first scan's header. */
  private void copyHeader() {
    repaired.put(content, 0, 2);
    do {
      if (!markers.next()) {
        throw new IllegalArgumentException("it has no scan");
      }
      isRepaired |= markers.skipped() > 0;
      repaired.put(content, markers.start(), markers.end() - markers.start());
      scans.see(markers);
    } while (markers.marker() != JpegMarkers.START_OF_SCAN);
  }

  private byte[] withRest(int end) {
    repaired.put(content, markers.end(), end - markers.end());
    return bytes();
  }

  /** Follows the scans to the end marker, or to what cannot be part of the picture. */
  private byte[] copyScans() {
    int scan = markers.end();
    int end = content.length;
    boolean whole = false;
    markers.skipScan();
    while (!whole && end == content.length) {
      int endOfScan = markers.end();
      if (!markers.next()) {
        end = isCutInSegment() ? endOfScan : content.length;
        break;
      }
      if (!markers.mayFollowScan()) {
        end = markers.start();
      } else if (markers.marker() == JpegMarkers.END_OF_IMAGE) {
        whole = true;
      } else if (markers.marker() == JpegMarkers.START_OF_SCAN) {
        scans.see(markers);
        markers.skipScan();
      }
    }
    if (whole) {
      repaired.put(content, scan, content.length - scan);
      return isRepaired ? bytes() : content;
    }
    int last = keepingStuffing(withoutZeros(content, end), end);
    repaired.put(content, scan, Math.max(0, last - scan)).put(END);
    OptionalInt surplus = JpegCompleteness.surplus(bytes());
    if (!scans.areComplete() || surplus.isEmpty()) {
      throw new IllegalArgumentException("its end marker and pixels are missing");
    }
    repaired.position(repaired.position() - END.length - surplus.getAsInt()).put(END);
    return bytes();
  }

  private boolean isCutInSegment() {
    return markers.end() > content.length;
  }

  /** Of zeros behind 0xff the first belongs to it. */
  private int keepingStuffing(int end, int limit) {
    return content[end - 1] == END[0] && end < limit ? end + 1 : end;
  }

  private byte[] bytes() {
    byte[] bytes = new byte[repaired.position()];
    repaired.get(0, bytes);
    return bytes;
  }
}
